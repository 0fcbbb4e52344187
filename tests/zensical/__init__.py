"""The same course built by Zensical, compared with ours: how far the successor could take it over."""
