package dev.sluice.bundle.figure.drawing;

/// The colours. A page sets them by its CSS variables; the defaults are for a light page.
public enum Ink {
  FG("currentColor"),
  BG("var(--bg,#ffffff)"),
  MUTED("var(--muted,#59636e)"),
  LINE("var(--line,#d1d9e0)"),
  ACCENT("var(--accent,#0969da)"),
  GOOD("var(--good,#1a7f37)"),
  WARN("var(--warn,#9a6700)"),
  BAD("var(--bad,#cf222e)"),
  NONE("none");

  private final String paint;

  Ink(String paint) {
    this.paint = paint;
  }

  String paint() {
    return paint;
  }
}
