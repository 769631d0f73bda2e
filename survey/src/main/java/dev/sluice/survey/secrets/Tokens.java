package dev.sluice.survey.secrets;

import dev.sluice.survey.secrets.Token.Charset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The tokens whose form their issuers made recognisable.
///
/// Source: each issuer's documentation of its token format.
final class Tokens {
  private static final Pattern SLACK =
      Pattern.compile("\\d{9,14}-\\d{9,14}-(\\d{9,14}-)?[A-Za-z0-9]{20,34}");
  private static final Pattern SLACK_APP =
      Pattern.compile("\\d-[A-Z0-9]{9,13}-\\d{9,14}-[a-f0-9]{60,66}");
  private static final Pattern SLACK_HOOK =
      Pattern.compile("T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{20,28}");
  private static final Pattern SENDGRID = Pattern.compile("[\\w-]{22}\\.[\\w-]{43}");
  private static final Pattern DISCORD = Pattern.compile("\\d{17,20}/[\\w-]{60,72}");
  private static final Pattern GITHUB_FINE = Pattern.compile("[A-Za-z0-9]{22}_[A-Za-z0-9]{59}");

  private Tokens() {}

  static List<Detector> all() {
    Stream<Token> github =
        Stream.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_")
            .map(p -> Token.checked("github-token", p, Charset.ALPHANUMERIC, 36, Checksums::crc62));
    Stream<Token> gitlab =
        Stream.of("glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-")
            .map(p -> Token.random("gitlab-token", p, Charset.URL, 20, 64));
    Stream<Token> shopify =
        Stream.of("shpat_", "shpss_", "shpca_", "shppa_")
            .map(p -> Token.random("shopify-token", p, Charset.HEX, 32, 32));
    Stream<Token> digitalOcean =
        Stream.of("dop_v1_", "doo_v1_", "dor_v1_")
            .map(p -> Token.random("digitalocean-token", p, Charset.HEX, 64, 64));
    return Stream.of(github, gitlab, shopify, digitalOcean, formed(), random(), checked())
        .flatMap(tokens -> tokens)
        .map(token -> (Detector) token)
        .toList();
  }

  private static Stream<Token> formed() {
    return Stream.of(
        formed("github-token", "github_pat_", Charset.URL, GITHUB_FINE),
        formed("slack-token", "xoxb-", Charset.URL, SLACK),
        formed("slack-token", "xoxp-", Charset.URL, SLACK),
        formed("slack-token", "xapp-", Charset.URL, SLACK_APP),
        formed("slack-webhook", "hooks.slack.com/services/", Charset.DOTTED, SLACK_HOOK),
        formed("discord-webhook", "discord.com/api/webhooks/", Charset.DOTTED, DISCORD),
        formed("sendgrid-key", "SG.", Charset.DOTTED, SENDGRID));
  }

  private static Token formed(String rule, String prefix, Charset charset, Pattern form) {
    return new Token(
        rule,
        prefix,
        charset,
        20,
        140,
        body -> form.matcher(body).matches() && Entropy.isRandom(body),
        false);
  }

  private static Stream<Token> random() {
    return Stream.of(
        Token.random("stripe-key", "sk_live_", Charset.ALPHANUMERIC, 24, 120),
        Token.random("stripe-key", "rk_live_", Charset.ALPHANUMERIC, 24, 120),
        Token.random("pypi-token", "pypi-AgEIcHlwaS5vcmc", Charset.URL, 50, 1000),
        Token.random("openai-key", "sk-proj-", Charset.URL, 40, 200),
        Token.random("openai-key", "sk-svcacct-", Charset.URL, 40, 200),
        Token.random("anthropic-key", "sk-ant-api03-", Charset.URL, 80, 120),
        Token.random("anthropic-key", "sk-ant-admin01-", Charset.URL, 80, 120),
        Token.random("vault-token", "hvs.", Charset.URL, 24, 140),
        Token.random("vault-token", "hvb.", Charset.URL, 100, 220),
        Token.random("huggingface-token", "hf_", Charset.ALPHANUMERIC, 34, 40),
        Token.random("databricks-token", "dapi", Charset.HEX, 32, 32),
        Token.random("pulumi-token", "pul-", Charset.HEX, 40, 40),
        Token.random("doppler-token", "dp.pt.", Charset.ALPHANUMERIC, 40, 44),
        Token.random("linear-key", "lin_api_", Charset.ALPHANUMERIC, 40, 40),
        Token.random("postman-key", "PMAK-", Charset.URL, 59, 59),
        Token.random("newrelic-key", "NRAK-", Charset.UPPER, 27, 27),
        Token.random("docker-hub-token", "dckr_pat_", Charset.URL, 27, 27),
        Token.random("atlassian-token", "ATATT3xFfGF0", Charset.DOTTED, 150, 220),
        Token.random("rubygems-key", "rubygems_", Charset.HEX, 48, 48),
        Token.random("planetscale-token", "pscale_tkn_", Charset.URL, 32, 64),
        Token.random("supabase-token", "sbp_", Charset.HEX, 40, 40),
        Token.random("tailscale-key", "tskey-auth-", Charset.URL, 30, 70),
        Token.random("grafana-token", "glsa_", Charset.URL, 41, 41),
        Token.random("grafana-token", "glc_eyJ", Charset.DOTTED, 60, 400));
  }

  private static Stream<Token> checked() {
    return Stream.of(
        Token.checked("npm-token", "npm_", Charset.ALPHANUMERIC, 36, Checksums::crc62),
        Token.checked(
            "age-key",
            "AGE-SECRET-KEY-1",
            Charset.UPPER,
            58,
            body -> Checksums.bech32("AGE-SECRET-KEY-1" + body)));
  }
}
