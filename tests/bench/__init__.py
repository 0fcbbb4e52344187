"""How long the site takes to build, and how that grows: `make bench`."""
