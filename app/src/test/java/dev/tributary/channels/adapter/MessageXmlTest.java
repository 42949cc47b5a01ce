package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageXmlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        <a/>                                              | {"a":""}
        <a>x</a>                                          | {"a":"x"}
        <a> x </a>                                        | {"a":" x "}
        <a><b>1</b><c/></a>                               | {"a":{"b":"1","c":""}}
        <a><b>1</b><b>2</b><b>3</b></a>                   | {"a":{"b":["1","2","3"]}}
        <a n="1">x</a>                                    | {"a":{"@n":"1","#text":"x"}}
        <a n="1"> <b>2</b> </a>                           | {"a":{"@n":"1","b":"2"}}
        <p:a xmlns:p="urn:p" p:n="1"><p:b>2</p:b></p:a>   | {"a":{"@n":"1","b":"2"}}
        <a><![CDATA[<x>&]]></a>                           | {"a":"<x>&"}
        <?xml version="1.0"?><!-- c --><a>&lt;&#20013;</a> | {"a":"<中"}
        """)
    void isReadAsATree(String xml, String json) throws IOException {
        assertThat(MessageXml.read(xml.getBytes(UTF_8)).toString()).isEqualTo(json);
    }

    @Test
    void theEncodingThatItDeclaresIsItsOwn() throws IOException {
        var gbk = "<?xml version=\"1.0\" encoding=\"GBK\"?><a>中文</a>".getBytes(Charset.forName("GBK"));
        assertThat(MessageXml.read(gbk).path("a").asText()).isEqualTo("中文");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<a>",
                "<a></b>",
                "<a/><b/>",
                "<a>\0</a>",
                "<a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY x 'xxxx'>]><a>x</a>",
            })
    void whatIsNoneOrMightReachOutIsRefused(String text) {
        assertThatThrownBy(() -> MessageXml.read(text.getBytes(UTF_8))).isInstanceOf(IOException.class);
    }

    @Test
    void depthAndSizeHaveLimits() {
        var deep = "<a>".repeat(65) + "</a>".repeat(65);
        assertThatThrownBy(() -> MessageXml.read(deep.getBytes(UTF_8))).isInstanceOf(IOException.class);
        var large = "<a>" + "<b/>".repeat(200_000) + "</a>";
        assertThatThrownBy(() -> MessageXml.read(large.getBytes(UTF_8))).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"a":{"b":1,"c":true,"d":null,"e":""}}    | <a><b>1</b><c>true</c><d></d><e></e></a>
        {"a":{"b":["1",{"c":"2"}]}}               | <a><b>1</b><b><c>2</c></b></a>
        {"a":{"#text":"<&>","@n":"\\"'"}}         | <a n="&quot;'">&lt;&amp;&gt;</a>
        """)
    void isWritten(String json, String xml) throws IOException {
        assertThat(MessageXml.write(MessageJson.read(json))).isEqualTo(xml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "{\"a\":1}", "{\"a\":{},\"b\":{}}", "{\"a\":{\"<b\":1}}", "{\"a b\":{}}"})
    void whatIsNoDocumentIsNotWritten(String json) throws IOException {
        var tree = MessageJson.read(json);
        assertThatThrownBy(() -> MessageXml.write(tree)).isInstanceOf(MappingFailure.class);
    }

    @ParameterizedTest
    @CsvSource({
        "text/xml, true",
        "application/xml;charset=utf-8, true",
        "Application/SOAP+XML, true",
        "application/xhtml+xml, false",
        "text/html, false",
        "application/json, false",
        "'', false",
    })
    void isKnownByItsContentType(String type, boolean xml) {
        assertThat(MessageXml.is(type)).isEqualTo(xml);
    }
}
