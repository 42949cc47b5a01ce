package dev.tributary.openapi.orders;

import dev.tributary.catalog.Conversion;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import dev.tributary.orders.SaleQuantity;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A quantity told in a unit of sale, as answers tell it back. */
@Shape("ToldUnits")
public record ToldUnits(
        @Member(says = "The SKU's unit of sale.") String unit,
        @Member(says = "How many of them.") BigDecimal units) {

    public static Optional<ToldUnits> of(Optional<SaleQuantity> sale) {
        return sale.map(told -> new ToldUnits(told.unit(), told.quantity()));
    }

    /** What a line said of its quantity; null where it named no unit of sale. */
    public static @Nullable SaleQuantity read(@Nullable String unit, @Nullable Number units) {
        return unit == null || unit.isEmpty() || units == null
                ? null
                : new SaleQuantity(
                        unit, units instanceof BigDecimal exact ? exact : BigDecimal.valueOf(units.longValue()), 0);
    }

    /** Which member of a line is at fault. */
    public static String member(Conversion.Fault fault) {
        return fault == Conversion.Fault.UNKNOWN_UNIT ? "unit" : "units";
    }

    static void write(JsonGenerator json, @Nullable SaleQuantity sale) {
        if (sale != null) {
            json.writeName("told");
            json.writeStartObject();
            json.writeStringProperty("unit", sale.unit());
            json.writeNumberProperty("units", sale.quantity());
            json.writeEndObject();
        }
    }
}
