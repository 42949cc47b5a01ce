package dev.tributary.openapi.setup;

import dev.tributary.access.Scope;
import dev.tributary.catalog.Bundle;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.SalesChannel;
import dev.tributary.catalog.Sku;
import dev.tributary.channels.StockBuffers;
import dev.tributary.inventory.Node;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Shape;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the doors of the set-up read as trees, for the API document: nobody makes one. */
final class SetupShapes {

    private SetupShapes() {}

    @Shape("NewMerchant")
    record Merchant(
            @Member(pattern = Codes.PATTERN) String code,

            @Member(charactersMin = 1, charactersMax = MerchantDoor.TEXT_MAX)
            String name,

            @Member(
                    charactersMin = 1,
                    charactersMax = MerchantDoor.TEXT_MAX,
                    says = "A time zone such as `Asia/Shanghai`; it stays.")
            String zone,

            @Member(says = "ISO 4217; it stays.") Currency currency) {}

    @Shape("NewClient")
    record NewClient(
            @Member(charactersMin = 1, charactersMax = MerchantDoor.TEXT_MAX)
            String name,

            Set<Scope> scopes,

            @Member(charactersMax = MerchantDoor.TEXT_MAX, says = "Binds the client to this channel.")
            Optional<String> channel) {}

    @Shape("Client")
    record Client(
            String clientId,

            @Member(says = "Shown once; a replay is without it.")
            Optional<String> clientSecret,

            List<String> scopes) {}

    @Shape("NewNode")
    record NewNode(
            @Member(charactersMin = 1, charactersMax = NodeDoor.NAME_MAX)
            String name,

            Node.Kind kind,
            Optional<NodeRegion> region,

            @Member(min = -90, max = 90, says = "GCJ-02, with the longitude.")
            Optional<Double> latitude,

            @Member(min = -180, max = 180, says = "GCJ-02, with the latitude.")
            Optional<Double> longitude,

            Optional<Set<Node.Ability>> abilities,

            @Member(min = 0, max = NodeDoor.LEAD_TIME_DAYS_MAX)
            Optional<Long> leadTimeDays) {}

    @Shape("NodeRegion")
    record NodeRegion(
            @Member(pattern = "[A-Z]{2}", says = "ISO 3166.")
            String country,

            @Member(
                    pattern = "[0-9A-Za-z-]{0,16}",
                    says = "The smallest known division; in China six digits of GB/T 2260.")
            Optional<String> code) {}

    @Shape("NewProducts")
    record Products(
            @Member(itemsMin = 1, itemsMax = CatalogSetup.PRODUCTS_MAX)
            List<Product> products) {}

    @Shape("NewProduct")
    record Product(
            @Member(charactersMin = 1, charactersMax = CatalogSetup.CODE_MAX, says = "The ERP's id.")
            String code,

            @Member(charactersMin = 1, charactersMax = CatalogSetup.NAME_MAX)
            String name,

            @Member(itemsMin = 1, itemsMax = CatalogSetup.SKUS_PER_PRODUCT_MAX)
            List<NewSku> skus) {}

    @Shape("NewSku")
    record NewSku(
            @Member(charactersMin = 1, charactersMax = CatalogSetup.CODE_MAX)
            String code,

            @Member(charactersMin = 1, charactersMax = CatalogSetup.NAME_MAX)
            String name,

            @Member(says = "8, 12, 13 or 14 digits with a right check digit and no in-store prefix.")
            Optional<String> gtin,

            @Member(says = "The base unit; `PIECE` where absent. It stays.")
            Optional<Sku.BaseUnit> unit,

            @Member(min = 0, max = CatalogSetup.PRICE_MAX, says = "Of one base unit.")
            Money price,

            @Member(
                    min = 1,
                    max = CatalogSetup.BASE_UNITS_MAX,
                    itemsMax = CatalogSetup.SALE_UNITS_MAX,
                    says = "Base units by the code of a unit of sale, such as `BOX`.")
            Optional<Map<String, Long>> saleUnits) {}

    record ProductRow(
            String product,
            String sku,
            String name,
            @Member(says = "as 12.90") String price,
            Optional<String> productName,
            Optional<String> gtin,
            Optional<String> unit,
            Optional<String> currency) {}

    @Shape("NewBundle")
    record NewBundle(
            @Member(
                    itemsMin = 1,
                    itemsMax = Bundle.COMPONENTS_MAX,
                    says = "SKUs that keep stock of their own, each once.")
            List<NewComponent> components) {}

    @Shape("NewBundleComponent")
    record NewComponent(
            @Member(charactersMin = 1, charactersMax = BundleDoor.CODE_MAX)
            String sku,

            @Member(min = 1, max = Bundle.UNITS_MAX, says = "Base units in one base unit of the bundle.")
            long units) {}

    record BundleRow(
            String bundle,
            String component,

            @Member(says = "Base units in one base unit of the bundle.")
            String units) {}

    @Shape("NewBuffer")
    record NewBuffer(
            @Member(min = 0, max = StockBuffers.UNITS_MAX, says = "In base units; 0 holds back none.")
            long units,

            @Member(charactersMax = StockBuffers.OWNER_MAX, says = "The client where absent.")
            Optional<String> owner,

            @Member(charactersMin = 1, charactersMax = StockBuffers.REASON_MAX)
            String reason) {}

    @Shape("NewChannel")
    record Channel(
            @Member(charactersMin = 1, charactersMax = ChannelDoor.NAME_MAX)
            String name,

            @Member(
                    charactersMin = 1,
                    charactersMax = ChannelDoor.NAME_MAX,
                    says = "The adapter file that speaks to it; it stays.")
            String adapter,

            @Member(
                    itemsMax = SalesChannel.NODES_MAX,
                    charactersMax = ChannelDoor.NAME_MAX,
                    says = "Codes of the nodes it is served from, in order of preference.")
            Optional<List<String>> nodes,

            @Member(
                    min = 1,
                    max = ChannelDoor.HOLD_MINUTES_MAX,
                    says = "How long an unpaid order keeps its stock; 30 where absent.")
            Optional<Long> holdMinutes,

            @Member(
                    min = 1,
                    max = ChannelDoor.HOLD_MINUTES_MAX,
                    says =
                            "How long it may keep it at most while its buyer is active, from `placedAt`; four times `holdMinutes` where absent.")
            Optional<Long> holdMinutesMax,

            @Member(says = "The settings that its adapter asks for. Secrets are write-only.")
            Optional<Map<String, Object>> account) {}

    @Shape("NewListings")
    record Listings(
            @Member(itemsMin = 1, itemsMax = CatalogSetup.LISTINGS_MAX)
            List<Listing> listings) {}

    @Shape("NewListing")
    record Listing(
            @Member(charactersMin = 1, charactersMax = ListingDoor.NAME_MAX, says = "The channel's name of the SKU.")
            String channelSku,

            @Member(charactersMin = 1, charactersMax = ListingDoor.NAME_MAX)
            String sku) {}

    record ListingRow(String channelSku, String sku) {}
}
