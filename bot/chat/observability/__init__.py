"""What is told of the running bot: health, logs, metrics and traces."""
