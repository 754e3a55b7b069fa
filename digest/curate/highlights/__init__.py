"""What an edition prints of an article: a summary of its own sentences, its quotes, its figures. Nothing invented."""
