"""Measurements for people: they print figures and judge nothing."""
