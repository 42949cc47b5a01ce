package dev.tributary.channels.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A place in a YAML file that knows its line, so that every complaint can name it. */
public final class FileNode {

    public static final int FILE_CHARACTERS_MAX = 256 * 1024;
    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final String file;
    private final Node node;

    private FileNode(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    public static FileNode read(String file, Reader reader) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(20);
        options.setCodePointLimit(FILE_CHARACTERS_MAX);
        try {
            var root = new Yaml(new SafeConstructor(options)).compose(reader);
            if (root == null) {
                throw new AdapterFileException(file, 1, "the file is empty");
            }
            return new FileNode(file, root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new AdapterFileException(file, line, String.valueOf(e.getProblem()));
        } catch (YAMLException e) {
            // Too long, too deep or of characters that YAML has not: said without a place.
            throw new AdapterFileException(file, 1, String.valueOf(e.getMessage()));
        }
    }

    public String file() {
        return file;
    }

    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    public AdapterFileException wrong(String reason) {
        return new AdapterFileException(file, line(), reason);
    }

    /** The entries of a mapping in the file's order. */
    public Map<String, FileNode> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("expected a mapping of names to values");
        }
        var entries = new LinkedHashMap<String, FileNode>();
        for (var tuple : mapping.getValue()) {
            var key = new FileNode(file, tuple.getKeyNode());
            if (entries.putIfAbsent(key.text(), new FileNode(file, tuple.getValueNode())) != null) {
                throw key.wrong("'%s' stands here twice".formatted(key.text()));
            }
        }
        return entries;
    }

    /** Refuses what the hub would silently leave aside: a misspelt name is an error. */
    public FileNode only(String... names) {
        var known = Set.of(names);
        entries().forEach((name, value) -> {
            if (!known.contains(name)) {
                throw value.wrong("'%s' is not known here; known are %s".formatted(name, List.of(names)));
            }
        });
        return this;
    }

    public Optional<FileNode> child(String name) {
        return Optional.ofNullable(entries().get(name));
    }

    public FileNode required(String name) {
        return child(name).orElseThrow(() -> wrong("'%s' is missing".formatted(name)));
    }

    public String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong("expected a text");
    }

    public String text(String name, String otherwise) {
        return child(name).map(FileNode::text).orElse(otherwise);
    }

    double number() {
        try {
            return Double.parseDouble(text());
        } catch (NumberFormatException e) {
            throw wrong("expected a number, not '%s'".formatted(text()));
        }
    }

    public int whole(int least, int most) {
        double number = number();
        if (number != Math.rint(number) || number < least || number > most) {
            throw wrong("expected a whole number from %d to %d, not '%s'".formatted(least, most, text()));
        }
        return (int) number;
    }

    public boolean yes(String name) {
        return child(name)
                .map(child -> switch (child.text()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw child.wrong("expected true or false, not '%s'".formatted(child.text()));
                })
                .orElse(false);
    }

    public <E extends Enum<E>> E oneOf(Class<E> type) {
        for (E value : type.getEnumConstants()) {
            if (Names.kebab(value).equals(text())) {
                return value;
            }
        }
        var known = new ArrayList<String>();
        for (E value : type.getEnumConstants()) {
            known.add(Names.kebab(value));
        }
        throw wrong("expected one of %s, not '%s'".formatted(known, text()));
    }

    public List<FileNode> list() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new FileNode(file, item))
                    .toList();
        }
        throw wrong("expected a list");
    }

    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        entries().forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    /** What stands here as JSON: a scalar without quotes that JSON knows as no number, true, false or null is a text. */
    public JsonNode json() {
        return switch (node) {
            case MappingNode _ -> {
                var object = JsonNodeFactory.instance.objectNode();
                entries().forEach((name, value) -> object.set(name, value.json()));
                yield object;
            }
            case SequenceNode _ -> {
                var array = JsonNodeFactory.instance.arrayNode();
                list().forEach(item -> array.add(item.json()));
                yield array;
            }
            case ScalarNode scalar -> scalar.isPlain() ? plain(scalar.getValue()) : text(scalar.getValue());
            default -> throw wrong("expected a value");
        };
    }

    private JsonNode plain(String text) {
        return switch (text) {
            case "true", "false" -> JsonNodeFactory.instance.booleanNode(text.equals("true"));
            case "null", "~", "" -> JsonNodeFactory.instance.nullNode();
            default -> JSON_NUMBER.matcher(text).matches() ? number(text) : text(text);
        };
    }

    private JsonNode number(String text) {
        try {
            return MessageJson.read(text);
        } catch (JsonProcessingException e) {
            throw wrong("the number is too long");
        }
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    /** True when it is written as a text, and not as a mapping or a list. */
    public boolean scalar() {
        return node instanceof ScalarNode;
    }
}
