package dev.sluice.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  @TempDir private Path from;
  @TempDir private Path to;

  @BeforeEach
  void build() throws IOException {
    jar("cli.jar", Map.of(MANIFEST, utf8("Manifest-Version: 1.0\nClass-Path: lib/old.jar\n\n")));
    Map<String, byte[]> old = new LinkedHashMap<>();
    old.put(MANIFEST, utf8("Manifest-Version: 1.0\n\nName: Old.class\nSHA-256-Digest: AAAA\n\n"));
    old.put("META-INF/SIGNER.SF", utf8("signed"));
    old.put("META-INF/SIGNER.RSA", utf8("signed"));
    old.put("META-INF/services/x.Y", utf8("x.Z"));
    old.put("Old.class", branching(49));
    old.put("New.class", branching(65));
    jar("lib/old.jar", old);
    jar("lib/left-over.jar", Map.of("x", utf8("x")));
  }

  private void jar(String name, Map<String, byte[]> entries) throws IOException {
    Path path = from.resolve(name);
    Files.createDirectories(path.getParent());
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// A class with a method that branches, so that it needs a stack map from Java 6 on.
  private static byte[] branching(int version) {
    return ClassFile.of()
        .build(
            ClassDesc.of(version == 49 ? "Old" : "New"),
            type ->
                type.withVersion(version, 0)
                    .withFlags(ClassFile.ACC_PUBLIC)
                    .withMethodBody(
                        "sign",
                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code ->
                            code.iload(0)
                                .ifThenElse(
                                    c -> c.iconst_1().ireturn(), c -> c.iconst_0().ireturn())));
  }

  private byte[] entry(String name) throws IOException {
    try (JarFile jar = new JarFile(to.resolve("lib/old.jar").toFile())) {
      return jar.getInputStream(jar.getEntry(name)).readAllBytes();
    }
  }

  @Test
  void copiesOnlyWhatTheManifestNames() throws IOException {
    Jars.copy(from, to);
    assertThat(to.resolve("cli.jar")).exists();
    assertThat(to.resolve("lib/old.jar")).exists();
    assertThat(to.resolve("lib/left-over.jar")).doesNotExist();
  }

  @Test
  void leavesSignaturesOut() throws IOException {
    Jars.copy(from, to);
    try (JarFile jar = new JarFile(to.resolve("lib/old.jar").toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .containsExactly(MANIFEST, "META-INF/services/x.Y", "Old.class", "New.class");
    }
    assertThat(new String(entry(MANIFEST), StandardCharsets.UTF_8)).doesNotContain("Digest");
  }

  @Test
  void givesOldClassesStackMapsThatVerify() throws Exception {
    Jars.copy(from, to);
    assertThat(ClassFile.of().parse(entry("Old.class")).majorVersion()).isEqualTo(52);
    URL jar = URI.create(to.resolve("lib/old.jar").toUri().toString()).toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
      assertThat(loader.loadClass("Old").getMethod("sign", int.class).invoke(null, 7)).isEqualTo(1);
    }
  }

  @Test
  void leavesLaterClassesAsTheyAre() throws IOException {
    Jars.copy(from, to);
    assertThat(entry("New.class")).isEqualTo(branching(65));
  }
}
