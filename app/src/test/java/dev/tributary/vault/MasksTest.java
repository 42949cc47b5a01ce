package dev.tributary.vault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            上海市黄浦区南京东路88号,            上海市黄浦区****
            江苏省苏州市昆山市玉山镇阳光小区3栋,  江苏省苏州市昆山市****
            江苏省昆山市阳光小区3栋401,          江苏省昆山市****
            内蒙古自治区锡林郭勒盟正蓝旗上都镇,   内蒙古自治区锡林郭勒盟正蓝旗****
            黑龙江省哈尔滨市道里区中央大街1号,    黑龙江省哈尔滨市道里区****
            河南省新乡市红旗区平原路,             河南省新乡市红旗区****
            杭州市府路12号,                       杭州市****
            上海市南京路200弄5区3号,              上海市****
            北京市朝阳区万达超市二楼,             北京市朝阳区****
            江苏省 南京市 鼓楼区 中山路1号,       江苏省 南京市 鼓楼区****
            阳光小区3栋401,                       ****
            5th Avenue 12 New York,               ****
            """)
    void anAddressIsShownUpToItsDistrict(String address, String masked) {
        assertThat(Masks.address(address)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            13512342210,        135****2210
            +86 135-1234-2210,  135****2210
            １３５１２３４２２１０,   135****2210
            13512342210_1234,   135****2210
            021-12345678,       0211****78
            +1 415 555 2671,    +14****2671
            12345,              ****
            135****2210,        ****
            call me,            ****
            """)
    void aPhoneKeepsItsFirstThreeAndLastFour(String phone, String masked) {
        assertThat(Masks.phone(phone)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            李雷,              李**
            李,                李**
            ' Ann Smith',      A**
            𠮷野家,            𠮷**
            """)
    void aNameKeepsItsFirstCharacter(String name, String masked) {
        assertThat(Masks.name(name)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            leilei@example.com,    l****@example.com
            l@example.com,         l****@example.com
            @example.com,          ****
            no address,            ****
            """)
    void anEmailKeepsItsFirstLetterAndDomain(String email, String masked) {
        assertThat(Masks.email(email)).isEqualTo(masked);
    }
}
