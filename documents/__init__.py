"""A file, its versions and their hashes, checked on the way in and served safely."""
