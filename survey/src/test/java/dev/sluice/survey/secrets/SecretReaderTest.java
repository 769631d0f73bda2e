package dev.sluice.survey.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.flow.fact.Facts;
import dev.sluice.flow.fact.LeakedSecret;
import dev.sluice.flow.fact.LeftOut;
import dev.sluice.flow.fact.SecretSource;
import dev.sluice.survey.Fixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every value here is made while the test runs, so that this file holds none.
class SecretReaderTest {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @TempDir Path temp;
  private Path root;
  private final Random random = new Random(7);

  @BeforeEach
  void plainName() {
    root = temp.resolve("r");
  }

  @Test
  void tokensWithTheRightChecksumAreFound() {
    String token = "ghp_" + checked(letters(30));
    assertThat(rules("app.py", "x = 1\ntoken = '" + token + "'\n"))
        .containsExactly("2:10 github-token ghp_… (40 characters)");
    String broken = token.substring(0, 39) + (token.endsWith("a") ? "b" : "a");
    assertThat(rules("app.py", "token = '" + broken + "'\n")).isEmpty();
    assertThat(rules("README.md", token)).hasSize(1);
    assertThat(rules("app_test.py", token)).isEmpty();
  }

  @Test
  void tokensOfStrictFormAreFoundOutsideOfDocumentation() {
    String key = "sk_live_" + letters(24);
    assertThat(rules("pay.js", "k=\"" + key + "\""))
        .containsExactly("1:4 stripe-key sk_live_… (32 characters)");
    assertThat(rules("docs/pay.js", key)).isEmpty();
    assertThat(rules("pay.md", key)).isEmpty();
    assertThat(rules("pay.js", "sk_live_" + "x".repeat(24))).isEmpty();
    assertThat(rules("pay.js", "sk_live_EXAMPLE" + letters(17))).isEmpty();
    assertThat(rules("pay.js", "risk_live_" + letters(24))).isEmpty();
  }

  @Test
  void awsKeyIdAloneIsNoSecret() {
    String id = "AKIA" + letters(16).toUpperCase(Locale.ROOT);
    assertThat(rules("a.tf", "id = \"" + id + "\"\n")).isEmpty();
    assertThat(rules("a.tf", "id = \"" + id + "\"\nsecret = \"" + letters(40) + "\"\n"))
        .containsExactly("2:11 aws-secret-key … (40 characters)");
    assertThat(rules("a.tf", "id = \"AKIAIOSFODNN7EXAMPLE\"\nsecret = \"" + letters(40) + "\"\n"))
        .isEmpty();
  }

  @Test
  void privateKeysAreWholeAndUnencrypted() throws Exception {
    byte[] der = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String pem = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    assertThat(rules("server.key", pem))
        .containsExactly("1:1 private-key -----BEGIN PRIVATE KEY-----…");
    assertThat(rules("a.yaml", "key: |\n" + pem.indent(2))).hasSize(1);
    assertThat(rules("a.json", "{\"private_key\": \"" + pem.replace("\n", "\\n") + "\"}"))
        .hasSize(1);
    assertThat(rules("a.pem", pem.replace(body, "MIIEvQ..."))).isEmpty();
    assertThat(rules("a.pem", pem.replace(body, body.substring(0, 60)))).isEmpty();
    assertThat(rules("a.pem", pem.replace("PRIVATE", "ENCRYPTED PRIVATE"))).isEmpty();
    assertThat(rules("snakeoil.key", pem)).isEmpty();
  }

  @Test
  void jsonWebKeysCountWithTheirPrivatePart() {
    String number = letters(43);
    assertThat(
            rules("a.jwk", "{\"kty\": \"EC\", \"x\": \"%1$s\", \"d\": \"%1$s\"}".formatted(number)))
        .containsExactly("1:73 private-key the private part of a JSON Web Key … (43 characters)");
    assertThat(rules("b.jwk", "{\"D\":\"%s\",\"E\":\"AQAB\",\"Kty\":\"RSA\"}".formatted(number)))
        .hasSize(1);
    assertThat(rules("c.jwk", "{\"kty\": \"EC\", \"x\": \"%s\"}".formatted(number))).isEmpty();
    assertThat(rules("d.jwk", "{\"kty\": \"EC\", \"d\": \"…\"}")).isEmpty();
    assertThat(rules("e.json", "{\"keys\": [{\"kty\": \"EC\"}], \"d\": \"%s\"}".formatted(number)))
        .isEmpty();
  }

  @Test
  void passwordsInAddressesCountOnReachableHosts() {
    String password = letters(14);
    assertThat(rules("a.env", "URL=postgres://app:" + password + "@db.acme.io:5432/x"))
        .containsExactly("1:20 password-in-url postgres://app:… (14 characters)");
    assertThat(rules("a.env", "URL=postgres://app:" + password + "@localhost/x")).isEmpty();
    assertThat(rules("a.env", "URL=postgres://app:" + password + "@db:5432/x")).isEmpty();
    assertThat(rules("a.env", "URL=postgres://app:" + password + "@db.example.com/x")).isEmpty();
    assertThat(rules("a.env", "URL=postgres://app:${PASSWORD}@db.acme.io/x")).isEmpty();
    assertThat(rules("a.env", "URL=postgres://postgres:postgres@db.acme.io/x")).isEmpty();
    assertThat(rules("a.env", "see https://acme.io/a:b and mail@acme.io")).isEmpty();
  }

  @Test
  void kubernetesSecretsCountByTheirKeysAndValues() {
    String secret = letters(20);
    String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    String yaml =
        """
        apiVersion: v1
        kind: Secret
        data:
          db-password: VALUE
          username: VALUE
          empty-password: ""
        stringData:
          api-token: ${TOKEN}
          admin-password: changeme
        """;
    assertThat(rules("k8s/secret.yaml", yaml.replace("VALUE", encoded)))
        .containsExactly("4:16 kubernetes-secret db-password: … (20 characters)");
  }

  @Test
  void assignedValuesCountOnlyInSettingsAndWhenRandom() {
    String value = "aA1" + letters(29);
    assertThat(rules("prod.env", "DB_PASSWORD=" + value))
        .containsExactly("1:13 assigned-secret DB_PASSWORD = … (32 characters)");
    assertThat(rules("values.yaml", "a:\n  clientSecret: \"" + value + "\" # x\n")).hasSize(1);
    assertThat(rules("main.go", "password := \"" + value + "\"")).isEmpty();
    assertThat(rules("values.yaml", "secretName: " + value)).isEmpty();
    assertThat(rules("values.yaml", "password: database-password-of-storefront")).isEmpty();
    assertThat(rules("prod.env.example", "DB_PASSWORD=" + value)).isEmpty();
  }

  @Test
  void credentialsOfToolsAreFound() {
    assertThat(rules(".npmrc", "//r.acme.io/:_authToken=" + letters(36))).hasSize(1);
    assertThat(rules(".npmrc", "//r.acme.io/:_authToken=${NPM_TOKEN_FOR_REGISTRY}")).isEmpty();
    assertThat(rules(".netrc", "machine acme.io login me password " + letters(16))).hasSize(1);
    String pair =
        Base64.getEncoder().encodeToString(("me:" + letters(16)).getBytes(StandardCharsets.UTF_8));
    assertThat(rules("config.json", "{\"auths\": {\"r.acme.io\": {\"auth\": \"" + pair + "\"}}}"))
        .hasSize(1);
  }

  @Test
  void encryptedFilesAreSources() {
    Facts facts =
        new Fixture(root)
            .file(
                "secrets.yaml",
                "db_password: ENC[AES256_GCM,data:%s,type:str]\nsops:\n  kms: []\n  age:\n    - recipient: age1x\n"
                    .formatted(letters(30)))
            .read(new SecretReader());
    assertThat(facts.of(LeakedSecret.class)).isEmpty();
    assertThat(facts.of(SecretSource.class))
        .singleElement()
        .satisfies(s -> {
          assertThat(s.tool()).isEqualTo("sops");
          assertThat(s.store()).isEqualTo("age");
        });
  }

  @Test
  void knowsEncryptedFilesOfOtherFormats() {
    Facts facts =
        new Fixture(root)
            .file(
                "deploy/app.env",
                "TOKEN=ENC[AES256_GCM,data:x,type:str]\nsops_age__list_0__map_recipient=age1x\n")
            .file(
                ".env.production",
                "DOTENV_PUBLIC_KEY_PRODUCTION=\"02ab\"\nTOKEN=\"encrypted:%s\"\n"
                    .formatted(letters(60)))
            .file("group_vars/all.yml", "token: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6161\n")
            .file(".sops.yaml", "creation_rules:\n  - path_regex: x\n    age: age1x\n")
            .read(new SecretReader());
    assertThat(facts.of(LeakedSecret.class)).isEmpty();
    assertThat(facts.of(SecretSource.class))
        .extracting(s -> s.source() + " " + s.tool() + " " + s.store())
        .containsExactly(
            ".env.production:2:1 dotenvx null",
            "deploy/app.env:1:1 sops age",
            "group_vars/all.yml:2:3 ansible-vault null");
  }

  @Test
  void saysWhichFilesAreTooLargeToBeSearched() {
    Facts facts =
        new Fixture(root).file("dump.sql", "x".repeat(9 * 1024 * 1024)).read(new SecretReader());
    assertThat(facts.of(LeftOut.class))
        .extracting(l -> l.source() + ": " + l.why())
        .containsExactly("dump.sql:1:1: larger than 8 MB, and not searched for secrets");
  }

  @Test
  void noValueIsEverKept() {
    String token = "ghp_" + checked(letters(30));
    String secret = letters(40);
    Facts facts =
        new Fixture(root)
            .file(
                "a.tf",
                token + "\nAKIA" + letters(16).toUpperCase(Locale.ROOT) + "\n\"" + secret + "\"\n")
            .read(new SecretReader());
    assertThat(facts.of(LeakedSecret.class)).hasSize(2);
    assertThat(facts.all().toString())
        .doesNotContain(secret.substring(0, 8))
        .doesNotContain(token.substring(4, 12));
  }

  @Test
  void binaryAndHostileFilesDoNoHarm() {
    String key = "sk_live_" + letters(24);
    assertThat(rules("a.bin", "\0" + key)).isEmpty();
    for (String line :
        List.of(
            "password".repeat(100_000),
            "://a:@".repeat(100_000),
            "AKIA".repeat(200_000),
            "-----BEGIN PRIVATE KEY-----".repeat(20_000))) {
      assertThat(assertTimeoutPreemptively(Duration.ofSeconds(8), () -> rules("a.yaml", line)))
          .isEmpty();
    }
  }

  private List<String> rules(String file, String content) {
    Path own = root.resolve("r" + random.nextInt(1_000_000_000));
    return new Fixture(own)
        .file(file, content).read(new SecretReader()).of(LeakedSecret.class).stream()
            .map(s ->
                s.source().line() + ":" + s.source().column() + " " + s.rule() + " " + s.hint())
            .toList();
  }

  private String letters(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  private static String checked(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    StringBuilder digits = new StringBuilder();
    for (long rest = crc.getValue(); digits.length() < 6; rest /= 62) {
      digits.append(ALPHABET.charAt((int) (rest % 62)));
    }
    return body + digits.reverse();
  }
}
