package dev.sluice.cli.judge;

import dev.sluice.flow.source.Problem;

/// Recorded traffic that cannot be read.
final class BadInputException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  BadInputException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
