package dev.tributary.channels.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;

/** Compiles the JSLT of one adapter file; definitions at its top serve every expression below. */
final class Mappings {

    private final FileNode root;
    private final String definitions;
    private final int definitionLines;
    private final MappingFunctions functions;

    Mappings(FileNode root) {
        this.root = root;
        this.definitions = root.text("definitions", "");
        this.definitionLines = (int) definitions.lines().count();
        this.functions = new MappingFunctions(states(), tables());
    }

    private Map<String, Map<String, Map<String, String>>> states() {
        var tables = new HashMap<String, Map<String, Map<String, String>>>();
        root.child("states")
                .ifPresent(states -> states.entries().forEach((table, rows) -> {
                    var meanings = new HashMap<String, Map<String, String>>();
                    rows.entries().forEach((state, meaning) -> meanings.put(state, meaning.texts()));
                    tables.put(table, meanings);
                }));
        return tables;
    }

    private Map<String, Map<String, String>> tables() {
        var tables = new HashMap<String, Map<String, String>>();
        root.child("tables")
                .ifPresent(given -> given.entries().forEach((table, rows) -> tables.put(table, rows.texts())));
        return tables;
    }

    Adapter.Mapping compile(FileNode node) {
        var expression = parse(node);
        return message -> apply(expression, message);
    }

    private Expression parse(FileNode node) {
        try {
            return new Parser(new StringReader(definitions + "\n" + node.text()))
                    .withSource(root.file())
                    .withFunctions(functions.all())
                    .compile();
        } catch (StackOverflowError e) {
            throw new AdapterFileException(root.file(), node.line(), "the expression is nested too deeply");
        } catch (JsltException e) {
            throw new AdapterFileException(root.file(), lineInFile(node, e.getLine()), e.getMessageWithoutLocation());
        }
    }

    /** A block's text begins in the line below its name; the definitions stand before every expression. */
    private int lineInFile(FileNode node, int line) {
        if (line > definitionLines + 1) {
            return node.line() + line - definitionLines - 1;
        }
        return definitions.isEmpty()
                ? node.line()
                : root.required("definitions").line() + line;
    }

    private static JsonNode apply(Expression expression, JsonNode message) {
        try {
            return expression.apply(message);
        } catch (StackOverflowError e) {
            // Of this message alone: as an error it would end the thread of its lane, or come again with the inbox for
            // ever.
            throw new MappingFailure("mapping", "a function of the mapping calls itself without end", "");
        } catch (JsltException e) {
            // JSLT wraps what our functions throw; the reason inside is the one people need.
            if (e.getCause() instanceof MappingFailure failure) {
                throw failure;
            }
            throw new MappingFailure(
                    "mapping", "line %d of the mapping does not fit the message".formatted(e.getLine()), "");
        }
    }
}
