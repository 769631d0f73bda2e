package dev.sluice.survey.migrations;

import dev.sluice.flow.source.Source;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads XML from foreign files: no document types, no entities, nothing from outside.
final class ChangelogXml {
  private static final int DEEPEST = 50;

  private ChangelogXml() {}

  /// The root, with all below it.
  ///
  /// @throws IllegalArgumentException for what is no XML, or nested too deeply
  static Element read(Source file, String text) {
    Element document = Element.of(file, "");
    Deque<Element> open = new ArrayDeque<>();
    open.push(document);
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> open(xml, file, text, open);
          case XMLStreamConstants.END_ELEMENT -> open.pop();
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              open.element().text().append(xml.getText());
          default -> {
            // comments and instructions say nothing
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("no well-formed XML", e);
    }
    return document;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  private static void open(XMLStreamReader xml, Source file, String text, Deque<Element> open) {
    if (open.size() > DEEPEST) {
      throw new IllegalArgumentException("nested too deeply");
    }
    Element element = Element.of(start(xml, file, text), xml.getLocalName());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      element.attributes().put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    open.element().children().add(element);
    open.push(element);
  }

  /// The parser tells where a tag ends; it begins at the nearest `<` with its name before that.
  private static Source start(XMLStreamReader xml, Source file, String text) {
    Location end = xml.getLocation();
    String prefix = xml.getPrefix();
    String name = prefix == null || prefix.isEmpty() ? "" : prefix + ":";
    int offset = Math.min(Math.max(0, end.getCharacterOffset()), text.length());
    int begin = text.lastIndexOf("<" + name + xml.getLocalName(), offset);
    if (begin < 0) {
      return file.at(Math.max(1, end.getLineNumber()), 1);
    }
    int lines = 0;
    for (int i = begin; i < offset; i++) {
      lines += text.charAt(i) == '\n' ? 1 : 0;
    }
    int column = begin - text.lastIndexOf('\n', begin);
    return file.at(Math.max(1, end.getLineNumber() - lines), column);
  }
}
