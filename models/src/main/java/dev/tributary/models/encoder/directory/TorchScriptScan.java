package dev.tributary.models.encoder.directory;

import dev.tributary.models.encoder.EncoderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks into a TorchScript archive before libtorch does. TorchScript itself is a small language without access to classes or
 * processes; what it does not need, and the few of its operations that touch files, are refused.
 */
final class TorchScriptScan {
    private static final Pattern NEEDED = Pattern.compile(
            "data\\.pkl|constants\\.pkl|data/\\d+|constants/\\d+|version|byteorder"
                    + "|\\.data/serialization_id|\\.format_version|\\.storage_alignment|code/[\\w./]+\\.py(\\.debug_pkl)?");
    private static final Pattern STORAGE = Pattern.compile("(?:torch|torch\\.storage)\n(\\w*Storage)\n");
    /** Weights in float32; integer and boolean tensors are masks and positions. */
    private static final Set<String> STORAGES = Set.of("FloatStorage", "LongStorage", "IntStorage", "BoolStorage");

    private static final String HALF_STORAGE = "HalfStorage";

    /** Classes in native code. A pickle names module and class on two lines. */
    private static final String NATIVE_CLASSES = "__torch__\\s*[.\\n]\\s*torch\\s*[.\\n]\\s*classes\\b";

    private static final Pattern FORBIDDEN_DATA = Pattern.compile(NATIVE_CLASSES);
    private static final Pattern FORBIDDEN_CODE = Pattern.compile(
            "\\b(?:from_file|save|load)\\b|\\bgetattr\\s*\\(\\s*(?:torch|ops)\\b|" + NATIVE_CLASSES
                    + "|\\bops\\b(?!\\.(?:aten|prim)\\.\\w|\\.mkldnn\\._(?:linear_pointwise|reorder_linear_weight)\\()[\\s.\\w]*");
    private static final int MAX_TEXT_BYTES = 64 << 20;
    /** Torch stores weights as they are, so an archive hardly grows when it is unpacked. */
    private static final int MAX_GROWTH = 2;

    private TorchScriptScan() {}

    static void check(Path archive, Precision precision) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            checkGrowth(zip, Files.size(archive));
            Set<String> names = new HashSet<>();
            for (ZipEntry entry : Collections.list(zip.entries())) {
                checkEntry(zip, entry, names, precision);
            }
            for (String needed : List.of("data.pkl", "code/__torch__.py")) {
                if (!names.contains(needed)) {
                    throw new EncoderException("model.pt is not a TorchScript archive: it lacks " + needed);
                }
            }
        } catch (ZipException e) {
            throw new EncoderException(
                    "model.pt is not a TorchScript archive (a ZIP file): save the model with torch.jit.save", e);
        }
    }

    /** libtorch takes as much memory as the archive's directory announces. */
    private static void checkGrowth(ZipFile zip, long size) {
        long unpacked = zip.stream().mapToLong(ZipEntry::getSize).sum();
        if (unpacked > MAX_GROWTH * size + MAX_TEXT_BYTES) {
            throw new EncoderException("model.pt has " + size + " bytes but unpacks to " + unpacked
                    + ": save the model with torch.jit.save, which does not compress weights");
        }
    }

    private static void checkEntry(ZipFile zip, ZipEntry entry, Set<String> names, Precision precision)
            throws IOException {
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        if (!NEEDED.matcher(name).matches() || name.contains("..")) {
            throw new EncoderException("model.pt holds " + entry.getName()
                    + ", which TorchScript does not need: save the model without extra files");
        }
        if (!names.add(name)) {
            throw new EncoderException("model.pt holds " + name + " twice");
        }
        if (name.endsWith(".pkl") && !name.startsWith("code/")) {
            String pickle = text(zip, entry);
            checkTypes(name, pickle, precision);
            refuse(FORBIDDEN_DATA, name, pickle);
        } else if (name.endsWith(".py")) {
            refuse(FORBIDDEN_CODE, name, text(zip, entry));
        }
    }

    private static void checkTypes(String name, String pickle, Precision precision) {
        Matcher storage = STORAGE.matcher(pickle);
        while (storage.find()) {
            boolean half = precision == Precision.HALF && storage.group(1).equals(HALF_STORAGE);
            if (!half && !STORAGES.contains(storage.group(1))) {
                throw new EncoderException("model.pt holds tensors of type " + storage.group(1) + " (in " + name
                        + "); weights must be float32: convert the model with model.float() first");
            }
        }
    }

    private static void refuse(Pattern pattern, String name, String text) {
        Matcher forbidden = pattern.matcher(text);
        if (forbidden.find()) {
            String called = forbidden.group().replace("(", "").replace('\n', '.');
            throw new EncoderException("model.pt calls " + called + " (in " + name
                    + "), which an encoder does not need: only the built-in tensor operations are allowed");
        }
    }

    private static String text(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            // whatever size the archive's directory announces
            byte[] bytes = in.readNBytes(MAX_TEXT_BYTES + 1);
            if (bytes.length > MAX_TEXT_BYTES) {
                throw new EncoderException(
                        "model.pt holds " + entry.getName() + " of more than " + MAX_TEXT_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
