"""Who does what is to be done: jobs taken, in processes of their own."""
