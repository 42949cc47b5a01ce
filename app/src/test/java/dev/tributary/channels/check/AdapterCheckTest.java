package dev.tributary.channels.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFileException;
import dev.tributary.channels.adapter.AdapterReader;
import java.io.StringReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of samples that do not fit their adapter, and of files of samples that are wrong. */
class AdapterCheckTest {

    private static final Adapter ADAPTER = AdapterReader.read("x.yaml", new StringReader("""
            adapter: x
            intent: fact
            rests-on: {}
            account:
              secret: {required: true, secret: true}
              base: {kind: url, required: true}
            door:
              transport: json
              signature: {text: "{body}", digest: hmac-sha256, encoding: hex, header: X-Sign, secret: secret}
              message-key: {}
              acknowledgement: {status: 200}
            token:
              request: {url: "{base}/token", transport: form, body: '{"secret": .account.secret}'}
              answer: '{"outcome": "granted", "token": .body.token}'
            messages:
              cancel: |
                {"does": "cancel", "number": string(needed(.id, "id")), "version": .at, "reason": "x"}
            pull:
              budget: {calls-per-second: 1, burst: 1, parallel: 1}
              lists:
                cancel:
                  every-seconds: 60
                  settle-seconds: 1
                  window-seconds: 3600
                  overlap-seconds: 60
                  back-days: 1
                  paging: {way: forward, size: 10}
                  request:
                    method: get
                    url: "{base}/cancels"
                    headers: {Authorization: "Bearer {token}"}
                    query: {from: "{from}", to: "{to}", page: "{page}", size: "{size}"}
                  answer: '{"outcome": "listed", "items": .body.items, "more": .body.more}'
            stock:
              figure: channel
              budget: {calls-per-second: 1, burst: 1, parallel: 1, skus-per-call: 1}
              request:
                url: "{base}/stock/{store}"
                transport: json
                body: '{"sku": .skus[0].channelSku, "left": .skus[0].available}'
              answer: 'if (.status == 200) {"outcome": "told"} else {"outcome": "refused"}'
            """));

    private static final String HEAD = """
            account: {secret: made-up, base: https://x.example}
            now: 2026-11-22T02:00:00Z
            samples:
            """;

    private static AdapterCheck check(String sample) {
        return AdapterCheck.of(ADAPTER, "x.yaml", HEAD + "  - " + sample + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: a, receives: {path: cancel, json: {id: 7, at: 5}, sign: true}, gives: {version: 5.0, reason: x, number: '7', does: cancel}}",
                "{name: a, receives: {path: cancel, json: {id: 7}}, refuses: bad-signature}",
                "{name: a, receives: {path: cancel, json: {at: 5}, sign: true}, parks: missing}",
                "{name: a, receives: {path: ship, json: {at: 5}, sign: true}, parks: unknown_kind}",
                "{name: a, receives: {path: cancel, json: {id: 7, at: soon}, sign: true}, parks: number}",
                "{name: a, lists: cancel, asked: {from: '2026-11-22T01:00:00Z', to: '2026-11-22T02:00:00Z', page: 1, size: 10}, sends: {method: get, url: 'https://x.example/cancels', headers: {authorization: Bearer THE-TOKEN}, query: {from: 1795309200, page: 1}}}",
                "{name: a, answers: cancel, body: {more: true, items: [{number: '7', message: {id: 7, at: 5}}]}, means: listed, gives: [{does: cancel, number: '7', version: 5, reason: x}], page: {more: true}}",
                "{name: a, answers: cancel, body: {items: [{number: '7', message: {at: 5}}]}, means: listed, parks: missing}",
                "{name: a, tells: token, sends: {url: 'https://x.example/token', form: {secret: made-up}}}",
                "{name: a, answers: token, status: 200, body: {token: t}, means: granted}",
                "{name: a, tells: stock, asked: {store: 'a b', skus: [{channelSku: M, available: 3}]}, sends: {url: 'https://x.example/stock/a%20b', json: {left: 3, sku: M}}}",
                "{name: a, answers: stock, status: 200, body: <html>, means: told}",
            })
    void aSampleThatFitsPasses(String sample) {
        assertThat(check(sample).results())
                .extracting(AdapterCheck.Result::difference)
                .containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: a, receives: {path: cancel, json: {id: 7, at: 5}, sign: true}, gives: {does: cancel, number: '8', version: 5}} | /number: expected \"8\", found \"7\"",
                "{name: a, receives: {path: cancel, json: {id: 7, at: 5}, sign: true}, gives: {does: cancel, number: '7', version: 5}} | /reason: expected nothing, found \"x\"",
                "{name: a, receives: {path: cancel, json: {id: 7, at: 5}, sign: true}, refuses: bad-signature} | expected the door refuses: bad-signature, found it gives {\"does\":\"cancel\",\"number\":\"7\",\"version\":5,\"reason\":\"x\"}",
                "{name: a, receives: {path: cancel, json: {id: 7, at: 5}}, gives: {}} | expected it gives something, found the door refuses: bad-signature (the signature is missing)",
                "{name: a, receives: {path: cancel, json: {at: 5}, sign: true}, gives: {}} | expected it gives something, found it parks: missing (id is missing)",
                "{name: a, receives: {path: cancel, json: {id: 7, at: -1}, sign: true}, gives: {}} | expected it gives something, found it parks: out_of_range (version must be 1 to 9223372036854775807, not -1)",
                "{name: a, tells: stock, asked: {store: s, skus: [{channelSku: M, available: 3}]}, sends: {json: {sku: M, left: 4}}} | /json/left: expected 4, found 3",
                "{name: a, tells: stock, asked: {store: s, skus: [{channelSku: M, available: 3}]}, sends: {headers: {X-Key: k}}} | /headers/X-Key: expected \"k\", found nothing",
                "{name: a, tells: stock, asked: {store: s}, sends: {form: {sku: M}}} | /form: expected {\"sku\":\"M\"}, found \"{}\"",
                "{name: a, tells: stock, asked: {}, sends: {}} | expected it is sent, found: the account has no store",
                "{name: a, answers: cancel, body: {items: []}, means: listed, parks: missing} | expected it parks: missing, found it gives []",
                "{name: a, answers: stock, status: 500, means: told} | /outcome: expected \"told\", found \"refused\"",
            })
    void aSampleThatDiffersSaysWhereAndWhatWasFound(String sample, String difference) {
        assertThat(check(sample).results().getFirst().difference()).contains(difference);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: a, recieves: {}} | x.yaml line 4: 'recieves' is not known here; known are [name, receives,",
                "{name: a, receives: {pth: cancel}, gives: {}} | x.yaml line 4: 'pth' is not known here",
                "{name: a, gives: {}} | x.yaml line 4: a sample has one of receives, hears, tells, lists, answers",
                "{name: a, receives: {}, gives: {}, parks: x} | x.yaml line 4: a sample has one of gives, refuses, parks, sends",
                "{name: a, receives: {}, means: told} | x.yaml line 4: 'means' does not go with 'receives'",
                "{name: a, answers: stock, status: 200} | x.yaml line 4: a sample of an answer says what it means, gives, or parks",
                "{name: a, tells: confirmed, sends: {}} | x.yaml line 4: x makes no call 'confirmed'; it makes [stock, token, cancel]",
                "{name: a, lists: orders, asked: {}, sends: {}} | x.yaml line 4: x makes no call 'orders'",
                "{name: a, receives: {form: {}, body: x}, gives: {}} | x.yaml line 4: a call has one of form, json, body",
                "{name: a, tells: stock, asked: 7, sends: {}} | x.yaml line 4: expected a mapping of names to values",
            })
    void aWrongFileOfSamplesSaysInWhichLine(String sample, String reason) {
        assertThatThrownBy(() -> check(sample))
                .isInstanceOf(AdapterFileException.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account: {secret: s, base: b, key: k} | x.yaml line 1: x has no setting 'key'; it has [base, secret]",
            })
    void anAccountHasNoSettingsButThoseOfItsAdapter(String account, String reason) {
        var text = account + "\nnow: 2026-11-22T02:00:00Z\nsamples: []\n";
        assertThatThrownBy(() -> AdapterCheck.of(ADAPTER, "x.yaml", text)).hasMessage(reason);
    }

    @Test
    void partsWithoutASampleAreNamed() {
        var check = check("{name: a, answers: stock, status: 200, means: told}");
        assertThat(check.untried()).containsExactly("door", "pull", "token");
        assertThat(check.missing()).containsExactly("door");
        assertThat(check.passed()).isFalse();
        assertThat(AdapterCheck.withoutSamples(ADAPTER).untried()).containsExactly("door", "pull", "token", "stock");
    }
}
