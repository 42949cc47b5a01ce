package dev.tributary.channels.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.kernel.Xml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * XML as the tree that mappings work on: an object with the root as its only member. An element is the text it holds, or
 * an object of its children, its attributes with {@code @} before their names and its text as {@code #text}; several of
 * one name are an array. Names are without prefixes. No document type, no entities of its own, no depth without end.
 */
public final class MessageXml {

    private static final int DEPTH_MAX = 64;
    private static final int ELEMENTS_MAX = 200_000;
    private static final Pattern TYPE =
            Pattern.compile("(text|application)/((?!xhtml)[\\w.-]+\\+)?xml(\\s*;.*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}._-]*");
    private static final String TEXT = "#text";
    private static final String ATTRIBUTE = "@";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final XMLStreamReader xml;
    private int elements;

    private MessageXml(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** Whether what is said with this content type is XML; a page for people is not. */
    public static boolean is(String contentType) {
        return TYPE.matcher(contentType).matches();
    }

    public static JsonNode read(byte[] body) throws IOException {
        var factory = Xml.factory();
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            var xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                return new MessageXml(xml).document();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException("not XML", e);
        }
    }

    private JsonNode document() throws XMLStreamException, IOException {
        var document = JSON.objectNode();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> document.set(xml.getLocalName(), element(1));
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new IOException("XML with a document type");
                default -> {}
            }
        }
        return document;
    }

    private JsonNode element(int depth) throws XMLStreamException, IOException {
        if (depth > DEPTH_MAX || ++elements > ELEMENTS_MAX) {
            throw new IOException("XML that is nested too deeply, or too large");
        }
        var members = JSON.objectNode();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            members.put(ATTRIBUTE + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        var text = new StringBuilder();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> add(members, xml.getLocalName(), element(depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new IOException("an entity that XML does not know");
                case XMLStreamConstants.END_ELEMENT -> {
                    return told(members, text.toString());
                }
                default -> {}
            }
        }
    }

    private static JsonNode told(ObjectNode members, String text) {
        if (members.isEmpty()) {
            return JSON.textNode(text);
        }
        if (!text.isBlank()) {
            members.put(TEXT, text);
        }
        return members;
    }

    private static void add(ObjectNode members, String name, JsonNode value) {
        var there = members.get(name);
        if (there == null) {
            members.set(name, value);
        } else if (there instanceof ArrayNode several) {
            several.add(value);
        } else {
            members.set(name, JSON.arrayNode().add(there).add(value));
        }
    }

    /** What the document's root holds. @throws MappingFailure when there is not one root with members */
    public static ObjectNode root(JsonNode document) {
        if (document.size() == 1 && document.iterator().next() instanceof ObjectNode root) {
            return root;
        }
        throw new MappingFailure(
                "xml_root", "XML has one root, and that has members", "let the expression give {\"root\": {...}}");
    }

    /** Members of the root that are texts, as they are signed, checked and looked up. */
    public static SortedMap<String, String> parameters(JsonNode document) {
        return document.size() == 1 && document.iterator().next() instanceof ObjectNode root
                ? MessageJson.parameters(root)
                : new TreeMap<>();
    }

    /** @throws MappingFailure when it is none that {@link #read} could have given */
    public static String write(JsonNode document) {
        root(document);
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            for (var root : document.properties()) {
                write(xml, root.getKey(), root.getValue());
            }
            xml.close();
        } catch (XMLStreamException e) {
            throw new MappingFailure("xml", "no XML can be written of this", "");
        }
        return text.toString();
    }

    private static void write(XMLStreamWriter xml, String name, JsonNode value) throws XMLStreamException {
        if (value.isArray()) {
            for (var each : value) {
                write(xml, name, each);
            }
            return;
        }
        xml.writeStartElement(checked(name));
        for (var member : value.properties()) {
            if (member.getKey().startsWith(ATTRIBUTE)) {
                xml.writeAttribute(
                        checked(member.getKey().substring(1)), member.getValue().asText());
            }
        }
        for (var member : value.properties()) {
            if (member.getKey().equals(TEXT)) {
                xml.writeCharacters(member.getValue().asText());
            } else if (!member.getKey().startsWith(ATTRIBUTE)) {
                write(xml, member.getKey(), member.getValue());
            }
        }
        if (value.isValueNode() && !value.isNull()) {
            xml.writeCharacters(value.asText());
        }
        xml.writeEndElement();
    }

    /** The writer takes any name, and with it what is no XML. */
    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new MappingFailure("xml_name", "'%s' is no name of an element".formatted(name), "");
        }
        return name;
    }
}
