package dev.tributary.channels.edit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tributary.channels.MappingEditor;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.channels.adapter.AdapterFileException;
import dev.tributary.channels.adapter.AdapterFiles;
import dev.tributary.channels.adapter.AdapterReader;
import dev.tributary.channels.adapter.AdapterTexts;
import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.channels.check.AdapterCheck;
import dev.tributary.channels.check.SampleFiles;
import dev.tributary.channels.inbox.Trial;
import dev.tributary.channels.order.MessageCheck;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
class FileMappingEditor implements MappingEditor {

    private static final Logger LOG = LoggerFactory.getLogger(FileMappingEditor.class);
    private static final int FAULTS_MAX = 20;

    private final AdapterFiles files;
    private final JdbcChannelAccounts accounts;
    private final Trial trial;
    private final Path directory;

    FileMappingEditor(
            AdapterFiles files,
            JdbcChannelAccounts accounts,
            Trial trial,
            @Value("${tributary.adapters:var/adapters}") Path directory) {
        this.files = files;
        this.accounts = accounts;
        this.trial = trial;
        this.directory = directory;
    }

    @Override
    public File file(String name) {
        var adapter = files.find(name).orElseThrow(() -> ProblemException.notFound("there is no adapter file " + name));
        boolean own = files.own(name);
        var text = own ? AdapterTexts.read(path(name)) : builtIn(name);
        return new File(name, adapter.version(), own, text);
    }

    private Path path(String name) {
        return directory.resolve(name + ".yaml");
    }

    private static String builtIn(String name) {
        try (var stream = AdapterFiles.class.getResourceAsStream("/adapters/" + name + ".yaml")) {
            if (stream == null) {
                throw ProblemException.notFound("there is no adapter file " + name);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Preview preview(MerchantId merchant, ChannelId channel, String text, Optional<Long> message) {
        var account = accounts.open(channel)
                .filter(open -> open.merchant().equals(merchant))
                .orElseThrow(() -> ProblemException.notFound("the channel has no account"));
        Adapter edited;
        try {
            edited = read(account.adapter().name(), text);
        } catch (AdapterFileException e) {
            return new Preview(
                    Optional.empty(), Optional.of(String.valueOf(e.getMessage())), Optional.empty(), Optional.empty());
        }
        var version = Optional.of(edited.version());
        if (message.isEmpty()) {
            return new Preview(version, Optional.empty(), Optional.empty(), Optional.empty());
        }
        var tried = new OpenAccount(merchant, channel, edited, account.texts(), account.stores());
        try {
            var told = trial.told(account, tried, message.get());
            var refusal = refusal(tried, told);
            return new Preview(version, Optional.empty(), Optional.of(told.masked()), refusal);
        } catch (MappingFailure parked) {
            return new Preview(version, Optional.empty(), Optional.empty(), Optional.of(refusal(parked)));
        }
    }

    /** What is made of it is shown even when the hub could not take it: that is what people correct. */
    private static Optional<Refusal> refusal(OpenAccount account, Trial.Told told) {
        try {
            MessageCheck.check(account, told.whole());
            return Optional.empty();
        } catch (MappingFailure parked) {
            return Optional.of(refusal(parked));
        }
    }

    private static Refusal refusal(MappingFailure parked) {
        return new Refusal(parked.code(), String.valueOf(parked.getMessage()), parked.suggestion());
    }

    @Override
    public synchronized Saved save(String name, String version, String text) {
        var inUse = files.find(name).orElseThrow(() -> ProblemException.notFound("there is no adapter file " + name));
        if (!inUse.version().equals(version)) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "version %s is in use by now, and %s was edited: look at what changed and edit that"
                            .formatted(inUse.version(), version));
        }
        var faults = faults(name, text);
        if (!faults.isEmpty()) {
            return new Saved(Optional.empty(), faults);
        }
        write(name, text);
        files.look();
        return new Saved(Optional.of(files.of(name).version()), List.of());
    }

    private List<String> faults(String name, String text) {
        try {
            var adapter = read(name, text);
            var check = SampleFiles.find(Optional.of(directory), name)
                    .map(samples -> AdapterCheck.of(adapter, "samples/" + samples.file(), samples.text()))
                    .orElseGet(() -> AdapterCheck.withoutSamples(adapter));
            var faults = new ArrayList<String>();
            check.results()
                    .forEach(result -> result.difference()
                            .ifPresent(difference -> faults.add("samples/%s.yaml line %d: %s: %s"
                                    .formatted(name, result.line(), result.sample(), difference))));
            check.missing().forEach(part -> faults.add("samples/%s.yaml: no sample tries %s".formatted(name, part)));
            return faults.size() <= FAULTS_MAX ? faults : faults.subList(0, FAULTS_MAX);
        } catch (AdapterFileException e) {
            return List.of(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            return List.of("a function of a mapping calls itself without end");
        }
    }

    private static Adapter read(String name, String text) {
        return AdapterReader.read(name + ".yaml", new StringReader(text));
    }

    /** Hidden while it is written, so that a look in between sees the one or the other, never half. */
    private void write(String name, String text) {
        try {
            Files.createDirectories(directory);
            var beside = directory.resolve("." + name + ".yaml.new");
            // Synchronously, because a file that is moved before it is on the disk may be empty after a power cut.
            Files.writeString(
                    beside,
                    text,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            if (Files.exists(path(name))) {
                Files.copy(
                        path(name),
                        directory.resolve("." + name + ".yaml.before"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(beside, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("the adapter file {} could not be written", path(name), e);
            throw new ProblemException(
                    Problem.UNAVAILABLE, "%s could not be written: %s".formatted(path(name), e.getMessage()));
        }
    }
}
