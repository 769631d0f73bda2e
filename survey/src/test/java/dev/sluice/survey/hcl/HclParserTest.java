package dev.sluice.survey.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.flow.source.Source;
import org.junit.jupiter.api.Test;

class HclParserTest {
  private static HclBody read(String text) {
    return HclParser.read("main.tf", text);
  }

  private static HclValue value(String expression) {
    HclValue value = read("a = " + expression + "\n").value("a");
    assertThat(value).isNotNull();
    return java.util.Objects.requireNonNull(value);
  }

  @Test
  void readsBlocksWithLabelsAndPlaces() {
    HclBody body =
        read("# note\nresource \"aws_s3_bucket\" state {\n  bucket = \"b\" // note\n}\n");
    HclBlock block = body.blocks().getFirst();
    assertThat(block.labels()).containsExactly("aws_s3_bucket", "state");
    assertThat(block.source()).isEqualTo(new Source("main.tf", 2, 1));
    assertThat(block.body().attributes().getFirst().value().source())
        .isEqualTo(new Source("main.tf", 3, 12));
    assertThat(block.body().literal("bucket")).isEqualTo("b");
  }

  @Test
  void readsOneLineBlocksAndWindowsLineBreaks() {
    HclBody body = read("\uFEFFvariable \"x\" { default = 3 }\r\na = 1\r\n/* c\r\n */ b = true");
    assertThat(body.blocks().getFirst().body().literal("default")).isEqualTo("3");
    assertThat(body.literal("a")).isEqualTo("1");
    assertThat(body.isTrue("b")).isTrue();
  }

  @Test
  void keepsInterpolationsApartFromLiterals() {
    assertThat(value("\"plain \\\"x\\\" $${no}\"")).isInstanceOf(HclValue.Literal.class);
    assertThat(value("\"${var.x}\"")).isInstanceOf(HclValue.Reference.class);
    HclValue.Template template =
        (HclValue.Template) value("\"app:${var.m[\"k\"]}-${f({a = \"}\"})}\"");
    assertThat(template.text()).isEqualTo("app:${var.m[\"k\"]}-${f({a = \"}\"})}");
    assertThat(template.parts()).hasSize(4);
  }

  @Test
  void readsHeredocsToTheirMark() {
    HclBody body = read("a = <<-EOT\n    one\n      EOTX ${var.x}\n    EOT\nb = 2\n");
    assertThat(body.value("a")).isInstanceOf(HclValue.Template.class);
    assertThat(body.literal("b")).isEqualTo("2");
  }

  @Test
  void readsOperatorsConditionsAndComprehensions() {
    assertThat(value("a && !b ? c[0].d : -1 + f(x, y...)")).isInstanceOf(HclValue.Operation.class);
    assertThat(value("{for k, v in var.m : k => v... if v != null}"))
        .isInstanceOf(HclValue.Operation.class);
    assertThat(value("[\n  for x in y : {\n    a : x,\n    \"b\" = 1\n  }\n]"))
        .isInstanceOf(HclValue.Operation.class);
    assertThat(value("try(\n  local.a\n  .b,\n  module.c[*].d,\n)"))
        .isInstanceOf(HclValue.Call.class);
    assertThat(value("provider::x::f(1)")).isInstanceOf(HclValue.Call.class);
    assertThat(value("var.list.0.name"))
        .extracting(v -> ((HclValue.Reference) v).path())
        .isEqualTo("var.list.0.name");
  }

  @Test
  void readsDirectives() {
    assertThat(value("\"%{ if var.x ~}a%{ else }b%{ endif }\""))
        .isInstanceOf(HclValue.Template.class);
    assertThat(value("\"%{ for k, v in m }${k}%{ endfor }\""))
        .isInstanceOf(HclValue.Template.class);
  }

  @Test
  void findsContentOfDynamicBlocks() {
    HclBody body = read("dynamic \"step\" {\n  for_each = x\n  content {\n    n = 1\n  }\n}\n");
    assertThat(body.blocks("step").map(b -> b.body().literal("n"))).containsExactly("1");
  }

  @Test
  void saysWhereATruncatedFileBreaks() {
    assertThatThrownBy(() -> read("a = 1\nresource \"x\" \"y\" {\n  b = {\n"))
        .isInstanceOf(HclException.class)
        .hasMessageContaining("the end of the file");
    assertThatThrownBy(() -> read("resource \"x\" \"y\" {\n"))
        .isInstanceOf(HclException.class)
        .extracting(e -> ((HclException) e).source().line())
        .isEqualTo(1);
    assertThatThrownBy(() -> read("a = \"b\n")).hasMessage("a string that does not end");
    assertThatThrownBy(() -> read("a = <<EOT\nb\n")).hasMessageContaining("EOT");
    assertThatThrownBy(() -> read("/* a")).hasMessageContaining("comment");
    assertThatThrownBy(() -> read("a = ")).hasMessageContaining("a value");
    assertThatThrownBy(() -> read("}")).hasMessageContaining("a block or an attribute");
  }

  @Test
  void survivesHostileText() {
    int many = 200_000;
    for (String bomb :
        new String[] {
          "(", "[", "{a=", "!", "f(", "\"${", "a ? ", "b {\n", "a = <<A\n", "[for x in "
        }) {
      assertThatThrownBy(() -> read("a = " + bomb.repeat(many))).isInstanceOf(HclException.class);
      assertThatThrownBy(() -> read(bomb.repeat(many))).isInstanceOf(HclException.class);
    }
    assertThat(read("a = [" + "1,".repeat(many) + "]").value("a")).isNotNull();
    assertThat(read("a = 1" + " + 1".repeat(many)).value("a")).isNotNull();
  }
}
