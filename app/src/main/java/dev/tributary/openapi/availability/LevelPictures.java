package dev.tributary.openapi.availability;

import dev.tributary.catalog.Sku;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.json.JsonMapper;

/** What one stream tells of its SKUs, and what it has told: the same is not told twice. */
final class LevelPictures {

    private record AtNode(NodeId node, long available) {}

    private record Picture(String sku, List<AtNode> nodes, long available) {

        long print() {
            long print = available;
            for (var at : nodes) {
                print = print * 1_000_003 + at.node().value();
                print = print * 1_000_003 + at.available();
            }
            return print;
        }
    }

    private final Availability availability;
    private final ChannelView channels;
    private final Nodes nodes;
    private final JsonMapper mapper;
    private final MerchantId merchant;
    private final List<Sku> skus;
    private final Optional<ChannelId> channel;
    private final List<NodeId> wanted;
    /** By SKU; of what was told last. */
    private final long[] prints;

    private final long[] totals;

    private final BitSet told = new BitSet();

    /** @param wanted these nodes alone; empty means all */
    LevelPictures(
            Availability availability,
            ChannelView channels,
            Nodes nodes,
            JsonMapper mapper,
            MerchantId merchant,
            List<Sku> skus,
            Optional<ChannelId> channel,
            List<NodeId> wanted) {
        this.availability = availability;
        this.channels = channels;
        this.nodes = nodes;
        this.mapper = mapper;
        this.merchant = merchant;
        this.skus = skus;
        this.channel = channel;
        this.wanted = wanted;
        this.prints = new long[skus.size()];
        this.totals = new long[skus.size()];
    }

    /** Whether it may change without any row's news: what a channel may promise depends on its quotas too. */
    boolean changeSilently() {
        return channel.isPresent();
    }

    /** As it goes over the wire; of no length when all of it was told before. */
    byte[] event(String name, BitSet changed) {
        var pictures = new ArrayList<Picture>();
        var out = new ArrayList<String>();
        var back = new ArrayList<String>();
        for (int i = changed.nextSetBit(0); i >= 0; i = changed.nextSetBit(i + 1)) {
            var picture = picture(skus.get(i));
            long print = picture.print();
            if (!told.get(i) || prints[i] != print) {
                boolean before = totals[i] > 0;
                boolean now = picture.available() > 0;
                if (told.get(i) && before != now) {
                    (now ? back : out).add(picture.sku());
                }
                told.set(i);
                prints[i] = print;
                totals[i] = picture.available();
                pictures.add(picture);
            }
        }
        return pictures.isEmpty() ? new byte[0] : written(name, pictures, out, back);
    }

    private Picture picture(Sku sku) {
        var at = new ArrayList<AtNode>();
        if (channel.isPresent()) {
            var sellable = channels.sellable(merchant, channel.get(), sku.id(), wanted);
            sellable.nodes().forEach(one -> at.add(new AtNode(one.level().node(), one.available())));
            return new Picture(sku.code(), at, sellable.available());
        }
        long total = 0;
        for (var level : availability.levels(merchant, sku.id())) {
            if (wanted.isEmpty() || wanted.contains(level.node())) {
                at.add(new AtNode(level.node(), level.available()));
                total += level.available();
            }
        }
        return new Picture(sku.code(), at, total);
    }

    private byte[] written(String name, List<Picture> pictures, List<String> out, List<String> back) {
        try (var bytes = new ByteArrayBuilder(1_024)) {
            bytes.write(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
            try (var json = mapper.createGenerator(bytes)) {
                json.writeStartObject();
                json.writeNumberProperty("ageMillis", availability.age().toMillis());
                json.writeName("items");
                json.writeStartArray();
                pictures.forEach(picture -> picture.nodes().forEach(at -> write(json, picture, at)));
                json.writeEndArray();
                json.writeName("totals");
                json.writeStartArray();
                for (var picture : pictures) {
                    json.writeStartObject();
                    json.writeStringProperty("sku", picture.sku());
                    json.writeNumberProperty("available", picture.available());
                    json.writeEndObject();
                }
                json.writeEndArray();
                write(json, "out", out);
                write(json, "back", back);
                json.writeEndObject();
            }
            bytes.write("\n\n".getBytes(StandardCharsets.UTF_8));
            return bytes.toByteArray();
        }
    }

    private static void write(JsonGenerator json, String name, List<String> skus) {
        if (!skus.isEmpty()) {
            json.writeName(name);
            json.writeStartArray();
            skus.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private void write(JsonGenerator json, Picture picture, AtNode at) {
        json.writeStartObject();
        json.writeStringProperty("sku", picture.sku());
        json.writeStringProperty(
                "node",
                nodes.node(merchant, at.node()).map(Node::code).orElse(at.node().toString()));
        json.writeNumberProperty("available", at.available());
        json.writeEndObject();
    }
}
