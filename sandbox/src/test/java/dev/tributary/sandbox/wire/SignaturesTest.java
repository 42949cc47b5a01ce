package dev.tributary.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples are those that platforms and specifications print themselves, where they print one. */
class SignaturesTest {

    @Test
    void signsTheExampleOfShopifysOwnLibrary() {
        byte[] rawBody = "{\"foo\": \"bar\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(Signatures.shopify(rawBody, "test_secret_key"))
                .isEqualTo("B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g=");
    }

    /** The value in Meituan's document does not follow from its own inputs; this one follows from its algorithm. */
    @Test
    void signsWithChineseParametersAsMeituanDescribesIt() {
        Map<String, String> parameters =
                Map.of("timestamp", "1389751221", "app_poi_code", "31号测试店", "app_id", "0000", "sig", "never signed");
        assertThat(Signatures.meituan(
                        "https://waimaiopen.meituan.com/api/v1/order/getOrderDaySeq",
                        parameters,
                        "a00ba58f000001aa697ab000006d52d"))
                .isEqualTo("488c2c2302262b62e3666a4aa4b48083");
    }

    @Test
    void signsTheExampleOfTheStandardWebhooksSpecification() {
        byte[] payload = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        String signature = Signatures.standardWebhook(
                "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", payload, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(Signatures.anyMatches("v1,older " + signature, signature)).isTrue();
        assertThat(Signatures.anyMatches("v1,older", signature)).isFalse();
    }

    @Test
    void signsTheExampleOfTaobaosDocument() {
        Map<String, String> parameters = Map.of(
                "app_key", "12345678",
                "fields", "num_iid,title,nick,price,num",
                "format", "json",
                "method", "taobao.item.seller.get",
                "num_iid", "11223344",
                "session", "test",
                "timestamp", "2016-01-01 12:00:00",
                "v", "2.0",
                "sign_method", "md5");
        assertThat(Signatures.wrapped(parameters, "helloworld")).isEqualTo("66987CB115214E59E6EC978214934FB8");
    }

    /** As its SDKs join it; no value is published. */
    @Test
    void signsWhatDouyinIsAskedAndWhatItPushes() {
        assertThat(Signatures.hmacSha256Hex(
                        "demo-secret",
                        "demo-secretapp_key3409409348479354011methodorder.searchListparam_json{\"page\":0,\"size\":10}"
                                + "timestamp1600000000v2demo-secret"))
                .isEqualTo("cf5beeab18329f907774b0d2427f3096500209c60c7b4811af0d7339dd75210b");
    }

    /** As its document describes it; the document hides its own secret. */
    @Test
    void signsWhatKuaishouIsAsked() {
        assertThat(Signatures.hmacSha256Base64(
                        "sign-secret",
                        "access_token=token&appkey=ks123&method=open.seller.order.list&param={\"title\":\"短袖\"}"
                                + "&signMethod=HMAC_SHA256&timestamp=1583271919000&version=1&signSecret=sign-secret"))
                .isEqualTo("ZpPrG0oB1g/T93FyyVD+VCzRey41yqxZoCqcGg7upYM=");
    }

    /** Both made by Ele.me's own SDK. */
    @Test
    void signsWhatElemeIsAskedAndWhatItPushes() {
        assertThat(Signatures.md5UpperHex("eleme.order.getOrder" + "demoToken"
                        + "app_key=\"demoKey\"orderId=\"3012966986714717290\"timestamp=1506507130" + "demoSecret"))
                .isEqualTo("1A7A6552A729DF3AED1BD5A81B666541");
        assertThat(Signatures.md5UpperHex("appId=95784565message={\"orderId\":\"3012966986714717290\"}"
                        + "requestId=200005573145842090shopId=150128203timestamp=1506507130645type=10"
                        + "userId=411391574328276013" + "demoSecret"))
                .isEqualTo("77D52B22B56A63B525A33934C386079D");
    }

    /** The data of WeChat's own demonstration. */
    @Test
    void encryptsAsWechatDoes() {
        assertThat(Signatures.wechatEncrypted(
                        "aaaabbbbccccdddd".getBytes(StandardCharsets.UTF_8),
                        "我是中文abcd123".getBytes(StandardCharsets.UTF_8),
                        "wxb11529c136998cb6",
                        "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"))
                .isEqualTo("jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==");
    }
}
