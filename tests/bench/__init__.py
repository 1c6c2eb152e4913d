"""The load tool: what the product adds to a model's own time, against the raw limits of the same machine in the same run."""
