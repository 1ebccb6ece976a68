"""What is measured, beside its floors and its peers."""
