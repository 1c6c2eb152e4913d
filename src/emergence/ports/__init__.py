"""What the features need from the world. The promises are written here, once; implementations stay bare."""
