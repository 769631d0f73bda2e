package dev.sluice.drivers.balance;

import static java.util.Objects.requireNonNull;

/// Where something listens.
///
/// @param host a name or an IP address; one of version 6 without brackets
public record Address(String host, int port) implements Comparable<Address> {
  /// @throws IllegalArgumentException when the host is empty or the port is none
  public Address {
    requireNonNull(host, "host");
    if (host.isBlank() || port < 1 || port > 65535) {
      throw new IllegalArgumentException("expected host:port, but found " + host + ":" + port);
    }
  }

  /// Reads `host:port` or `[v6]:port`.
  ///
  /// @throws IllegalArgumentException when it is written otherwise
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(0, colon));
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      host = "";
    }
    try {
      return new Address(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("expected host:port, but found " + text, e);
    }
  }

  @Override
  public int compareTo(Address other) {
    int hosts = host.compareTo(other.host);
    return hosts != 0 ? hosts : Integer.compare(port, other.port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
