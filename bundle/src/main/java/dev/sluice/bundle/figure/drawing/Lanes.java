package dev.sluice.bundle.figure.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// A directed graph as rows, as logs of version control show it: what comes before stands above,
/// each node has a row of its own, and the ways between them run down in lanes on the left. So
/// names have all the room that there is, and nothing overlaps however large the graph is.
///
/// An edge of a cycle that leads back up is left out.
public final class Lanes {
  private static final double PITCH = 18;
  private static final double MARGIN = 8;
  private static final double WIDEST = 150;
  private static final double DOT = 5;

  private final int[] order;
  private final int[] lane;
  private final List<List<Integer>> above;
  private final int lanes;

  private Lanes(int[] order, int[] lane, List<List<Integer>> above, int lanes) {
    this.order = order;
    this.lane = lane;
    this.above = above;
    this.lanes = lanes;
  }

  /// Lays out a graph.
  ///
  /// @param before the nodes that have an edge to this one
  public static Lanes of(int nodes, IntFunction<List<Integer>> before) {
    List<List<Integer>> parents = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      List<Integer> own = new ArrayList<>(new LinkedHashSet<>(before.apply(i)));
      own.remove(Integer.valueOf(i));
      parents.add(own);
    }
    int[] order = order(nodes, parents);
    int[] row = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      row[order[i]] = i;
    }
    List<List<Integer>> above = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      above.add(parents.get(order[i]).stream().map(p -> row[p]).filter(upTo(i)).sorted().toList());
    }
    int[] lane = new int[nodes];
    return new Lanes(order, lane, above, place(above, lane));
  }

  private static Predicate<Integer> upTo(int row) {
    return other -> other < row;
  }

  /// What comes before first; of several, what follows the latest row, so that chains stay
  /// together.
  private static int[] order(int nodes, List<List<Integer>> parents) {
    int[] order = new int[nodes];
    int[] row = new int[nodes];
    Arrays.fill(row, -1);
    for (int next = 0; next < nodes; next++) {
      int best = -1;
      int latest = -2;
      for (int i = 0; i < nodes; i++) {
        if (row[i] < 0 && parents.get(i).stream().allMatch(p -> row[p] >= 0)) {
          int last = parents.get(i).stream().mapToInt(p -> row[p]).max().orElse(-1);
          if (last > latest) {
            best = i;
            latest = last;
          }
        }
      }
      for (int i = 0; best < 0 && i < nodes; i++) {
        best = row[i] < 0 ? i : best; // a cycle: begin anywhere
      }
      row[best] = next;
      order[next] = best;
    }
    return order;
  }

  /// Gives each row a lane that is free from there to the last row that it leads to.
  private static int place(List<List<Integer>> above, int[] lane) {
    int rows = lane.length;
    int[] last = new int[rows];
    int[] leads = new int[rows];
    for (int i = 0; i < rows; i++) {
      for (int parent : above.get(i)) {
        last[parent] = i;
        leads[parent]++;
      }
    }
    int lanes = 1;
    for (int i = 0; i < rows; i++) {
      BitSet taken = new BitSet();
      for (int j = 0; j < i; j++) {
        if (last[j] > i || (last[j] == i && leads[j] > 1)) {
          taken.set(lane[j]);
        }
      }
      int straight =
          above.get(i).stream()
              .filter(p -> leads[p] == 1)
              .map(p -> lane[p])
              .filter(l -> !taken.get(l))
              .min(Comparator.naturalOrder())
              .orElse(-1);
      int right = above.get(i).stream().mapToInt(p -> lane[p] + 1).min().orElse(0);
      lane[i] = straight >= 0 ? straight : taken.nextClearBit(right);
      lanes = Math.max(lanes, lane[i] + 1);
    }
    return lanes;
  }

  /// How many rows there are: one for each node.
  public int rows() {
    return order.length;
  }

  /// The node of a row.
  public int node(int row) {
    return order[row];
  }

  /// Where the rows begin, right of all lanes.
  public double width() {
    return MARGIN + lanes * pitch();
  }

  private double pitch() {
    return Math.min(PITCH, WIDEST / lanes);
  }

  private double x(int row) {
    return MARGIN + lane[row] * pitch();
  }

  /// Draws the lanes.
  ///
  /// @param y middle of each row
  /// @param dot look of each row's dot
  public void draw(Svg svg, double[] y, IntFunction<Look> dot) {
    for (int i = 0; i < order.length; i++) {
      svg.line(x(i), y[i], width(), y[i], Look.outline(Ink.LINE));
    }
    for (int i = 0; i < order.length; i++) {
      for (int parent : above.get(i)) {
        svg.elbow(x(parent), y[parent], x(i), y[i], Look.line(Ink.MUTED));
      }
    }
    double radius = Math.min(DOT, pitch() / 2);
    for (int i = 0; i < order.length; i++) {
      svg.circle(x(i), y[i], radius, Look.solid(Ink.BG));
      svg.circle(x(i), y[i], radius, dot.apply(i));
    }
  }
}
