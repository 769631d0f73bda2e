package dev.sluice.bundle.manifest;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// A payload with the signatures over it.
///
/// Source: DSSE, Dead Simple Signing Envelope, version 1.0.2.
///
/// @param payload in base64
/// @param signatures none in an unsigned envelope
public record Envelope(String payloadType, String payload, List<Signature> signatures) {
  /// The type of an in-toto statement.
  static final String IN_TOTO = "application/vnd.in-toto+json";

  /// More are not read, since each costs a pass over the payload.
  private static final int MAX_SIGNATURES = 16;

  public Envelope {
    requireNonNull(payloadType, "payloadType");
    requireNonNull(payload, "payload");
    signatures = List.copyOf(signatures);
  }

  /// A signature.
  ///
  /// @param keyid names the key; a hint only, since nobody signed it
  /// @param sig in base64
  public record Signature(String keyid, String sig) {
    public Signature {
      requireNonNull(keyid, "keyid");
      requireNonNull(sig, "sig");
    }
  }

  /// The payload's bytes.
  ///
  /// @throws MalformedManifestException when it is not in base64
  public byte[] body() throws MalformedManifestException {
    return decode(payload);
  }

  /// What a signature covers: type and body, each led by its length in bytes.
  static byte[] pae(String payloadType, byte[] body) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + type.length + 32);
    out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(type);
    out.writeBytes((" " + body.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /// Its JSON in UTF-8, in one line.
  byte[] json() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonTree.generator(out)) {
      json.writeStartObject();
      json.writeStringProperty("payloadType", payloadType);
      json.writeStringProperty("payload", payload);
      json.writeArrayPropertyStart("signatures");
      for (Signature signature : signatures) {
        json.writeStartObject();
        json.writeStringProperty("keyid", signature.keyid());
        json.writeStringProperty("sig", signature.sig());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    return out.toByteArray();
  }

  /// Reads an envelope with an in-toto statement.
  ///
  /// @throws MalformedManifestException when it is none
  public static Envelope of(byte[] json) throws MalformedManifestException {
    if (json.length > Manifest.MAX_BYTES) {
      throw new MalformedManifestException("expected at most " + Manifest.MAX_BYTES + " bytes");
    }
    JsonTree root = JsonTree.parse(json);
    root.expect("payloadType", IN_TOTO);
    List<Signature> signatures = new ArrayList<>();
    for (JsonTree signature : root.objects("signatures")) {
      String keyid = signature.optionalText("keyid");
      signatures.add(new Signature(keyid == null ? "" : keyid, signature.text("sig")));
    }
    if (signatures.size() > MAX_SIGNATURES) {
      throw new MalformedManifestException("expected at most " + MAX_SIGNATURES + " signatures");
    }
    return new Envelope(IN_TOTO, root.text("payload"), signatures);
  }

  /// Decodes base64 in either alphabet, as a reader of envelopes must.
  static byte[] decode(String base64) throws MalformedManifestException {
    try {
      return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new MalformedManifestException("expected base64, but found something else");
    }
  }
}
