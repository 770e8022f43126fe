using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml;
using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;
using TechTransfer.Pdf.Pictures;

namespace TechTransfer.Hosting.Documents;

/// <summary>Checks OFD and xlsx files, which are ZIP packages: complete, not encrypted, without macros, and not excessive when
/// decompressed.</summary>
public static class PackageCheck
{
    /// <summary>A package with more files is refused, which bounds the time of the check.</summary>
    public const int MaxEntries = 5_000;
    private const int LargestDirectory = 2 * 1024 * 1024;
    private const long LargestUnfolded = 512L * 1024 * 1024;

    /// <summary>Below this size, in bytes, the compression ratio is ignored, since small tables of equal values compress extremely
    /// well.</summary>
    private const long SmallUnfolded = 32L * 1024 * 1024;
    private const int LargestRatio = 200;
    private const int EndRecord = 22;
    private const int WideRecord = 56;
    private const int WidePointer = 20;

    /// <summary>Checks the package's central directory before a library reads all of it into memory. Null when it is acceptable, and for
    /// files that are not packages.</summary>
    public static Problem? Directory(Stream content)
    {
        Span<byte> signature = stackalloc byte[4];
        content.Position = 0;
        if (content.ReadAtLeast(signature, 4, throwOnEndOfStream: false) < 4 || !signature.SequenceEqual("PK\u0003\u0004"u8))
            return null;

        var tail = ArrayPool<byte>.Shared.Rent(EndRecord + ushort.MaxValue);
        try
        {
            var length = (int)Math.Min(content.Length, EndRecord + ushort.MaxValue);
            content.Position = content.Length - length;
            content.ReadExactly(tail, 0, length);
            var at = tail.AsSpan(0, length).LastIndexOf("PK\u0005\u0006"u8);
            if (at < 0 || length - at < EndRecord)
                return Truncated();
            var record = tail.AsSpan(at, EndRecord);
            long entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]),
                size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]),
                offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
            if (entries == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
            {
                // ZIP64: the values are in a larger record before this one, followed by a locator that points to it.
                at -= WideRecord + WidePointer;
                if (at < 0)
                    return Truncated();
                var wide = tail.AsSpan(at, WideRecord + WidePointer);
                if (!wide.StartsWith("PK\u0006\u0006"u8) || !wide[WideRecord..].StartsWith("PK\u0006\u0007"u8))
                    return Truncated();
                if (BinaryPrimitives.ReadInt64LittleEndian(wide[(WideRecord + 8)..]) != content.Length - length + at)
                    return Truncated();
                (entries, size, offset) = (
                    BinaryPrimitives.ReadInt64LittleEndian(wide[32..]),
                    BinaryPrimitives.ReadInt64LittleEndian(wide[40..]),
                    BinaryPrimitives.ReadInt64LittleEndian(wide[48..])
                );
            }
            if (entries is < 0 or > MaxEntries || size is < 0 or > LargestDirectory)
            {
                return DocumentCheck.Oversized($"压缩包内文件超过{MaxEntries}个", $"the package contains more than {MaxEntries} files");
            }
            // A gap between the directory and its end record would also be read as directory entries.
            return offset + size == content.Length - length + at
                ? null
                : DocumentCheck.Broken("压缩包目录不正确", "the package's directory is wrong");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tail);
        }
    }

    /// <summary>Checks a package's files by decompressing them; null when the package is acceptable.</summary>
    public static Problem? Of(Stream content)
    {
        var packed = content.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using var package = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var total = 0L;
            foreach (var entry in package.Entries)
            {
                if (entry.IsEncrypted)
                    return Problem.Of(Catalogue.DocumentEncrypted);
                if (IsActive(entry.FullName))
                    return Problem.Of(Catalogue.DocumentActive, ("what", new Text("宏", "macros")));
                using var unfolded = entry.Open();
                var (crc, length) = (Crc32.Start, 0L);
                var isXml = false;
                int read;
                while ((read = unfolded.Read(buffer, 0, buffer.Length)) > 0)
                {
                    if (length == 0)
                        isXml = buffer[0] is (byte)'<' or 0xEF or 0xFE or 0xFF;
                    length += read;
                    total += read;
                    if (total > LargestUnfolded || (total > SmallUnfolded && total / packed > LargestRatio))
                        return DocumentCheck.Oversized("压缩比异常", "its compression ratio is abnormal");
                    crc = Crc32.Add(crc, buffer.AsSpan(0, read));
                }
                if (length != entry.Length || Crc32.End(crc) != entry.Crc32)
                    return DocumentCheck.Broken($"“{entry.Name}”校验不符", $"'{entry.Name}' in the package is damaged");
                if (isXml && !IsBoundedXml(entry))
                    return DocumentCheck.Oversized(
                        $"“{entry.Name}”嵌套过深或过大",
                        $"'{entry.Name}' in the package is nested too deeply or too large"
                    );
            }
            return null;
        }
        catch (InvalidDataException)
        {
            return Truncated();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Malformed XML passes here; the code that reads the document refuses it.
    private static bool IsBoundedXml(ZipArchiveEntry entry)
    {
        try
        {
            using var xml = new BoundedXml(entry.Open());
            while (xml.Read()) { }
            return true;
        }
        catch (XmlException)
        {
            return true;
        }
        catch (XmlBoundException)
        {
            return false;
        }
    }

    private static bool IsActive(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase);

    private static Problem Truncated() => DocumentCheck.Broken("压缩包不完整", "the package is incomplete");
}
