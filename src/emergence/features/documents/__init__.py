"""What a person reads here: documents are uploaded, parsed, indexed, searched and deleted."""
