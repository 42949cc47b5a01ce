package dev.tributary.channels.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFileException;
import dev.tributary.channels.adapter.AdapterReader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/** A platform that speaks XML and one that is asked by GraphQL. */
class XmlAdapterTest {

    private static final String FILE = """
            adapter: x
            intent: fact
            rests-on: {}
            account:
              secret: {required: true, secret: true}
              base: {kind: url, required: true}
            door:
              transport: xml
              signature: {text: "{sorted}{secret}", pair: "=", between: "&", digest: md5, encoding: hex, parameter: sign, secret: secret}
              kind: {parameter: event}
              message-key: {parameter: id}
              acknowledgement: {status: 200}
            messages:
              cancelled: |
                {"does": "cancel", "number": string(needed(.push.order, "order")), "version": whole(.push.at, "at"),
                 "reason": join([for (several(.push.goods)) string(.sku)], "+")}
            pull:
              budget: {calls-per-second: 1, burst: 1, parallel: 1}
              lists:
                cancelled:
                  every-seconds: 60
                  settle-seconds: 1
                  window-seconds: 3600
                  overlap-seconds: 60
                  back-days: 1
                  paging: {way: forward, size: 10}
                  request:
                    url: "{base}/list"
                    transport: xml
                    signature: {text: "{sorted}{secret}", pair: "=", between: "&", digest: md5, encoding: hex, member: sign, secret: secret}
                    members: {key: "{secret}"}
                    body: '{"ask": {"from": .from, "page": .page}}'
                  answer: |
                    {"outcome": "listed", "more": .body.said.more == "true",
                     "items": [for (several(.body.said.item)) {"number": .order, "message": {"push": .}}]}
            stock:
              figure: channel
              budget: {calls-per-second: 1, burst: 1, parallel: 1, skus-per-call: 1}
              request:
                url: "{base}/graphql"
                transport: graphql
                document: "mutation($sku: ID!, $left: Int!) { set(sku: $sku, left: $left) { errors } }"
                body: '{"sku": .skus[0].channelSku, "left": .skus[0].available}'
              answer: 'if (.body.data.set) {"outcome": "told"} else {"outcome": "refused"}'
            """;

    private static final String SAMPLES = """
            account: {secret: made-up, base: https://x.example}
            now: 2026-11-22T02:00:00Z
            samples:
              - name: a cancel
                receives: {body: "<push><event>cancelled</event><id>1</id><order>7</order><at>5</at><goods><sku>M</sku></goods></push>", sign: true}
                gives: {does: cancel, number: "7", version: 5, reason: M}
              - name: a cancel of two
                receives: {body: "<push><event>cancelled</event><id>1</id><order>7</order><at>5</at><goods><sku>M</sku></goods><goods><sku>B</sku></goods></push>", sign: true}
                gives: {does: cancel, number: "7", version: 5, reason: M+B}
              - name: signed by somebody else
                receives: {body: "<push><event>cancelled</event><id>1</id><sign>00</sign></push>"}
                refuses: bad-signature
              - name: cut off
                receives: {body: "<push><event>cancelled</event>"}
                refuses: malformed-body
              - name: the list is asked
                lists: cancelled
                asked: {from: "2026-11-22T01:00:00Z", to: "2026-11-22T02:00:00Z", page: 1, size: 10}
                sends: {method: post, url: "https://x.example/list", headers: {content-type: application/xml;charset=utf-8},
                        xml: {ask: {from: "1795309200", page: "1", key: made-up, sign: 9e06d609d152dc1771a677bb341af6a2}}}
              - name: the list answers with one
                answers: cancelled
                headers: {content-type: text/xml}
                body: "<said><more>true</more><item><order>7</order><at>5</at><goods><sku>M</sku></goods></item></said>"
                means: listed
                gives: [{does: cancel, number: "7", version: 5, reason: M}]
                page: {more: true}
              - name: the list answers with none
                answers: cancelled
                headers: {content-type: text/xml}
                body: "<said><more>false</more></said>"
                means: listed
                gives: []
                page: {more: false}
              - name: stock is told
                tells: stock
                asked: {skus: [{channelSku: M, available: 3}]}
                sends: {json: {query: "mutation($sku: ID!, $left: Int!) { set(sku: $sku, left: $left) { errors } }", variables: {sku: M, left: 3}}}
              - name: stock is taken
                answers: stock
                body: {data: {set: {errors: []}}}
                means: told
            """;

    private static Adapter read(String file) {
        return AdapterReader.read("x.yaml", new StringReader(file));
    }

    @Test
    void itsFileNeedsNothingBesides() {
        assertThat(AdapterCheck.of(read(FILE), "x.yaml", SAMPLES).results())
                .allSatisfy(result ->
                        assertThat(result.difference()).as(result.sample()).isEmpty());
    }

    @Test
    void whatDoesNotFitIsSaidWithItsLine() {
        assertThatThrownBy(() -> read(FILE.replace("  kind: {parameter: event}", "  each: true")))
                .isInstanceOf(AdapterFileException.class)
                .hasMessageContaining("line 10: only JSON has 'each'");
        assertThatThrownBy(() -> read(FILE.replaceAll("document: .*", "members: {a: b}")))
                .hasMessageContaining("has a 'document' and its variables, and no 'members'");
        assertThatThrownBy(() -> read(FILE.replaceAll("    document: .*\n", "")))
                .hasMessageContaining("'document' is missing");
        assertThatThrownBy(() -> read(FILE.replace("transport: graphql", "transport: json")))
                .hasMessageContaining("only a call by graphql has a 'document'");
    }
}
