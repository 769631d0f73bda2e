package dev.sluice.cli;

/// How a result is written.
public enum Format {
  TEXT,
  JSON
}
