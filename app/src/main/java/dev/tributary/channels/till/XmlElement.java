package dev.tributary.channels.till;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One element of a transaction, namespaces left aside. */
record XmlElement(String name, Map<String, String> attributes, String text, List<XmlElement> children) {

    Stream<XmlElement> all(String child) {
        return children.stream().filter(it -> it.name.equals(child));
    }

    Optional<XmlElement> first(String child) {
        return all(child).findFirst();
    }

    Optional<String> textOf(String child) {
        return first(child).map(XmlElement::text).map(String::strip).filter(text -> !text.isEmpty());
    }

    boolean flagged(String attribute) {
        return "true".equalsIgnoreCase(attributes.get(attribute));
    }
}
