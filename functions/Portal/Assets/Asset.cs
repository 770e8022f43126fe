using System.IO.Compression;
using System.Security.Cryptography;

namespace TechTransfer.Portal.Assets;

/// <summary>A file of the portal that pages refer to. Its address contains a hash of its content, so that browsers may keep it for
/// good.</summary>
public sealed class Asset
{
    private const string Folder = "/portal/assets/";

    private static readonly Dictionary<string, Asset> ByName = new[]
    {
        new Asset("portal.css", "text/css; charset=utf-8"),
        new Asset("portal.js", "text/javascript; charset=utf-8"),
        new Asset("icon.svg", "image/svg+xml"),
    }.ToDictionary(asset => asset.Name);

    private Asset(string name, string mediaType)
    {
        (Name, MediaType) = (name, mediaType);
        using var resource = typeof(Asset).Assembly.GetManifestResourceStream($"Assets/{name}")!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        Content = content.ToArray();
        Hash = Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 8));
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize))
            brotli.Write(Content);
        Compressed = compressed.ToArray();
    }

    public string Name { get; }

    public string MediaType { get; }

    /// <summary>First 16 hexadecimal digits of the content's SHA-256.</summary>
    public string Hash { get; }

    public byte[] Content { get; }

    /// <summary>The content, compressed with Brotli.</summary>
    public byte[] Compressed { get; }

    /// <summary>The address for pages.</summary>
    public string Address => $"{Folder}{Hash}/{Name}";

    public static Asset Style => ByName["portal.css"];

    public static Asset Script => ByName["portal.js"];

    public static Asset Icon => ByName["icon.svg"];

    /// <summary>Null when there is no such file.</summary>
    public static Asset? Find(string name) => ByName.GetValueOrDefault(name);
}
