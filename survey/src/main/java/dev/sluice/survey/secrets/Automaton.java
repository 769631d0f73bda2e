package dev.sluice.survey.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/// Finds many words in bytes at once, with one table look-up a byte.
///
/// Source: Aho and Corasick, Efficient String Matching, 1975; the failure function is folded into
/// the table.
final class Automaton {
  private static final int NONE = -1;

  private final byte[] classes = new byte[256];
  private final int width;
  private final int[] next;
  private final int[] word;

  /// @param words non-empty ASCII words, none of them inside another
  Automaton(List<String> words) {
    int used = 1;
    for (String w : words) {
      for (byte b : ascii(w)) {
        if (classes[b & 0xff] == 0) {
          classes[b & 0xff] = (byte) used++;
        }
      }
    }
    width = used;
    int states = 1 + words.stream().mapToInt(String::length).sum();
    next = new int[states * width];
    word = new int[states];
    Arrays.fill(next, NONE);
    Arrays.fill(word, NONE);
    int made = 1;
    for (int i = 0; i < words.size(); i++) {
      made = add(ascii(words.get(i)), i, made);
    }
    fold(made);
  }

  private int add(byte[] text, int index, int made) {
    int state = 0;
    int count = made;
    for (byte b : text) {
      int slot = state * width + classes[b & 0xff];
      if (next[slot] == NONE) {
        next[slot] = count++;
      }
      state = next[slot];
    }
    word[state] = index;
    return count;
  }

  /// Gives every state a way on for every byte, so that the search never steps back.
  private void fold(int states) {
    int[] fallback = new int[states];
    Queue<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int state = queue.remove();
      for (int c = 0; c < width; c++) {
        int slot = state * width + c;
        int back = state == 0 ? 0 : next[fallback[state] * width + c];
        if (next[slot] == NONE) {
          next[slot] = back;
        } else {
          fallback[next[slot]] = state == 0 ? 0 : back;
          queue.add(next[slot]);
        }
      }
      if (word[state] == NONE) {
        word[state] = word[fallback[state]];
      }
    }
  }

  /// Calls back for every word, in the order of their ends.
  void find(byte[] text, Hit hit) {
    int state = 0;
    for (int i = 0; i < text.length; i++) {
      state = next[state * width + classes[text[i] & 0xff]];
      int found = word[state];
      if (found != NONE) {
        hit.at(found, i + 1);
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// What is done with a word.
  interface Hit {
    /// Takes one place.
    ///
    /// @param word its index in the list
    /// @param end the index behind its last byte
    void at(int word, int end);
  }
}
