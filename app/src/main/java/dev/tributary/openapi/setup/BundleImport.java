package dev.tributary.openapi.setup;

import dev.tributary.catalog.Bundle;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Violation;
import dev.tributary.openapi.BundleDesk;
import dev.tributary.openapi.BundleDesk.Wish;
import dev.tributary.openapi.body.Cells;
import dev.tributary.openapi.body.Csv;
import dev.tributary.openapi.body.ImportResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;

/**
 * Bundles from a file, a component a row, the rows of a bundle anywhere in it. A bundle is saved with all its rows or not
 * at all; the same file again changes nothing.
 */
final class BundleImport {

    private static final int TEXT_MAX = 1_000;

    private record Row(int line, Wish wish) {}

    private final BundleDesk desk;
    private final MerchantId merchant;

    BundleImport(BundleDesk desk, MerchantId merchant) {
        this.desk = desk;
        this.merchant = merchant;
    }

    ImportResult.Shown load(byte[] file) {
        var raw = Csv.rows(file, SetupShapes.BundleRow.class);
        var result = new ImportResult(raw.size());
        var bundles = new LinkedHashMap<String, List<Row>>();
        for (Csv.Row row : raw) {
            var cells = new Cells(row);
            var bundle = cells.text("bundle", TEXT_MAX);
            var wish = new Wish(cells.text("component", TEXT_MAX), cells.whole("units", 1, Bundle.UNITS_MAX));
            bundles.computeIfAbsent(bundle, any -> new ArrayList<>()).add(new Row(row.line(), wish));
            if (!cells.findings().none()) {
                result.wrong(row.line(), cells.findings().all());
            }
        }
        bundles.forEach((bundle, rows) -> save(bundle, rows, result));
        return result.shown();
    }

    private void save(String bundle, List<Row> rows, ImportResult result) {
        if (rows.stream().anyMatch(row -> result.isWrong(row.line()))) {
            rows.stream()
                    .filter(row -> !result.isWrong(row.line()))
                    .forEach(row -> result.wrong(
                            row.line(),
                            List.of(new Violation("bundle", "incomplete", "another row of this bundle is wrong"))));
            return;
        }
        try {
            desk.save(merchant, bundle, rows.stream().map(Row::wish).toList(), OptionalLong.empty());
        } catch (ProblemException e) {
            blame(e, rows, result);
        }
    }

    private static void blame(ProblemException problem, List<Row> rows, ImportResult result) {
        var byLine = new LinkedHashMap<Integer, List<Violation>>();
        for (var violation : problem.violations()) {
            String[] steps = violation.pointer().split("/", -1);
            boolean ofRow = steps.length == 4 && steps[2].matches("[0-9]{1,5}");
            var row = ofRow ? rows.get(Integer.parseInt(steps[2])) : rows.getFirst();
            String column = ofRow ? (steps[3].equals("sku") ? "component" : steps[3]) : "bundle";
            byLine.computeIfAbsent(row.line(), any -> new ArrayList<>())
                    .add(new Violation(column, violation.code(), violation.detail()));
        }
        if (byLine.isEmpty()) {
            byLine.put(
                    rows.getFirst().line(),
                    List.of(new Violation("bundle", "unknown_sku", String.valueOf(problem.getMessage()))));
        }
        for (Row row : rows) {
            result.wrong(
                    row.line(),
                    byLine.getOrDefault(
                            row.line(),
                            List.of(new Violation("bundle", "incomplete", "another row of this bundle is wrong"))));
        }
    }
}
