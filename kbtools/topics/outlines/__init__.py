"""The outline: read from contents, derived from headings, written for a person, and proposed to."""
