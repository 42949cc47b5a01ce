package dev.tributary.channels.unlisted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.catalog.Sku;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.SkuId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikelyTest {

    private final Likely likely = new Likely(List.of(
            sku(1, "MILK-1L", "鲜牛奶 1L", "06901234567892"),
            sku(2, "MILK-2L", "鲜牛奶 2L", ""),
            sku(3, "BREAD", "Wholemeal bread", ""),
            sku(4, "EGG-10", "鸡蛋 10 枚", "")));

    @ParameterizedTest(name = "{0} \"{1}\": {2}")
    @CsvSource({
        "6901234567892,  whatever,           MILK-1L GTIN 100",
        "06901234567892, whatever,           MILK-1L GTIN 100",
        "milk 1l,        whatever,           MILK-1L CODE 100",
        "egg_10,         鸡蛋,                 EGG-10 CODE 100",
        "77,             鲜牛奶1L装,            MILK-1L NAME 88; MILK-2L NAME 44",
        "77,             ＷＨＯＬＥＭＥＡＬ ＢＲＥＡＤ,     BREAD NAME 100",
        "77,             苹果,                 ''",
        "77,             x,                  ''",
        "BREAD,          鲜牛奶1L,             BREAD CODE 100; MILK-1L NAME 100; MILK-2L NAME 50",
    })
    void whatAnItemMayBe(String channelSku, String title, String expected) {
        assertThat(likely.of(channelSku, title).stream()
                        .map(it -> "%s %s %d".formatted(it.sku().code(), it.likeness(), it.percent()))
                        .collect(Collectors.joining("; ")))
                .isEqualTo(expected);
    }

    private static Sku sku(long id, String code, String name, String gtin) {
        return new Sku(
                new MerchantId(1),
                new SkuId(id),
                code,
                code,
                name,
                Optional.of(gtin).filter(it -> !it.isEmpty()),
                Sku.BaseUnit.PIECE,
                Money.of(100, "CNY"));
    }
}
