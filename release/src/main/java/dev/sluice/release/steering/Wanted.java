package dev.sluice.release.steering;

/// What a target shall be when every order has been done.
public record Wanted(int weight, int mirror, int stable, int canary) {
  Wanted with(Order order) {
    return switch (order) {
      case Order.SetWeight w -> new Wanted(w.canary(), mirror, stable, canary);
      case Order.SetMirror m -> new Wanted(weight, m.percent(), stable, canary);
      case Order.Scale s ->
          s.side() == Side.STABLE
              ? new Wanted(weight, mirror, s.replicas(), canary)
              : new Wanted(weight, mirror, stable, s.replicas());
    };
  }

  /// How many instances a side shall have.
  public int replicas(Side side) {
    return side == Side.STABLE ? stable : canary;
  }

  /// Whether a target is like this. More instances than ordered are none of our business: an
  /// autoscaler may have asked for them; but a side that shall be gone is to be gone.
  boolean in(Seen seen) {
    return routes(seen)
        && staffs(stable, seen.stable().replicas())
        && staffs(canary, seen.canary().replicas());
  }

  private static boolean staffs(int wanted, int seen) {
    return wanted == 0 ? seen == 0 : seen >= wanted;
  }

  /// Whether its traffic goes as it shall.
  boolean routes(Seen seen) {
    return seen.canary().weight() == weight
        && seen.stable().weight() == 100 - weight
        && seen.mirror() == mirror;
  }
}
