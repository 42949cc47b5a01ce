package dev.tributary.kernel;

import javax.xml.stream.XMLInputFactory;

/** Readers of XML that strangers send. */
public final class Xml {

    private Xml() {}

    /** Makes readers that know no document type and fetch nothing from outside. One for each use: its settings may be changed. */
    public static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
