package dev.tributary.channels.till;

import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.kernel.Xml;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a POSLog one transaction at a time. No document type, no entities of its own, no depth or length without end:
 * what a till sends is text from a stranger.
 */
final class PosLogReader implements AutoCloseable {

    private static final int DEPTH_MAX = 32;
    private static final int ELEMENTS_PER_TRANSACTION_MAX = 20_000;
    private static final int TEXT_CHARACTERS_MAX = 4_096;
    private static final int TRANSACTIONS_MAX = 200_000;
    private static final String CORRECT = "ask the till's vendor, or correct the file and send it again";

    private final XMLStreamReader xml;
    private int transactions;
    private int elements;

    PosLogReader(byte[] body) {
        var factory = Xml.factory();
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        try {
            this.xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    /** Empty at the end of the log. */
    Optional<XmlElement> next() {
        try {
            while (xml.hasNext()) {
                int event = xml.next();
                refuseDeclarations(event);
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (xml.getLocalName().equals("Transaction")) {
                        return Optional.of(transaction());
                    }
                    if (!xml.getLocalName().equals("POSLog")) {
                        throw new MappingFailure("malformed", "the file is not a POSLog", CORRECT);
                    }
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private XmlElement transaction() throws XMLStreamException {
        if (++transactions > TRANSACTIONS_MAX) {
            throw new MappingFailure(
                    "too_many", "a log has at most %d transactions".formatted(TRANSACTIONS_MAX), "send several files");
        }
        elements = 0;
        return element(1);
    }

    private XmlElement element(int depth) throws XMLStreamException {
        if (depth > DEPTH_MAX || ++elements > ELEMENTS_PER_TRANSACTION_MAX) {
            throw new MappingFailure(
                    "too_deep", "transaction %d is nested too deeply or too large".formatted(transactions), CORRECT);
        }
        var name = xml.getLocalName();
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        var text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>();
        while (true) {
            int event = xml.next();
            refuseDeclarations(event);
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> append(text);
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XmlElement(name, attributes, text.toString(), children);
                }
                default -> {
                    // Comments and processing instructions say nothing here.
                }
            }
        }
    }

    private void append(StringBuilder text) {
        if (text.length() + xml.getTextLength() > TEXT_CHARACTERS_MAX) {
            throw new MappingFailure(
                    "too_long", "a text of transaction %d is too long".formatted(transactions), CORRECT);
        }
        text.append(xml.getText());
    }

    private static void refuseDeclarations(int event) {
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new MappingFailure("document_type", "a POSLog declares no document type and no entities", CORRECT);
        }
    }

    private MappingFailure malformed(XMLStreamException e) {
        var line = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNumber();
        return new MappingFailure(
                "malformed", "the XML cannot be read%s, after %d transactions".formatted(line, transactions), CORRECT);
    }

    @Override
    public void close() {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            // It read from memory; there is nothing to give back.
        }
    }
}
