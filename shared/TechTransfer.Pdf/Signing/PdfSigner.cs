using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TechTransfer.Pdf.Keys;
using TechTransfer.Pdf.Reading;
using TechTransfer.Pdf.Timestamps;

namespace TechTransfer.Pdf.Signing;

/// <summary>Signs any PDF as PAdES baseline B-B (EN 319 142-1), or B-T with a time-stamp. The signature is appended as an incremental
/// update, so earlier signatures stay valid, and a PDF/A-2b or PDF/A-3b file stays conforming.</summary>
public static class PdfSigner
{
    /// <summary>Signs a PDF without a time-stamp.</summary>
    /// <param name="pdf">The file; must not be encrypted and must have intact cross references.</param>
    /// <param name="key">The signer's key.</param>
    /// <param name="options">What the signature states and shows.</param>
    /// <returns>The signed file.</returns>
    /// <exception cref="PdfException">The file cannot be signed.</exception>
    /// <exception cref="ArgumentException">The options do not fit the file or the key.</exception>
    public static byte[] Sign(ReadOnlyMemory<byte> pdf, ISignatureKey key, SignatureOptions options)
    {
        if (options.Timestamps is not null)
            throw new ArgumentException($"A time-stamp has to be waited for: use {nameof(SignAsync)}.", nameof(options));
        var prepared = Prepare(pdf, key, options);
        return prepared.Fill(new CmsSignature(key, prepared.Digest()).Encode(null));
    }

    /// <summary>Signs a PDF, with a time-stamp if the options name an authority.</summary>
    /// <param name="pdf">The file; must not be encrypted and must have intact cross references.</param>
    /// <param name="key">The signer's key.</param>
    /// <param name="options">What the signature states and shows.</param>
    /// <param name="cancellation">Cancels the request for the time-stamp.</param>
    /// <returns>The signed file.</returns>
    /// <exception cref="PdfException">The file cannot be signed.</exception>
    /// <exception cref="ArgumentException">The options do not fit the file or the key.</exception>
    /// <exception cref="TimestampException">No time-stamp was obtained, and the options require one.</exception>
    public static async Task<byte[]> SignAsync(
        ReadOnlyMemory<byte> pdf,
        ISignatureKey key,
        SignatureOptions options,
        CancellationToken cancellation = default
    )
    {
        var prepared = Prepare(pdf, key, options);
        var signature = new CmsSignature(key, prepared.Digest());
        byte[]? timestamp = null;
        try
        {
            if (options.Timestamps is { } timestamps)
                timestamp = await timestamps.StampAsync(SHA256.HashData(signature.Value), cancellation);
        }
        catch (TimestampException) when (options.UnstampedIfTimestampFails)
        {
            // The options accept a signature without time-stamp; verification then reports no stamped time.
        }
        return prepared.Fill(signature.Encode(timestamp));
    }

    private static PreparedFile Prepare(ReadOnlyMemory<byte> pdf, ISignatureKey key, SignatureOptions options)
    {
        CheckTime(key, options.ClaimedTime);
        var room = options.PlaceholderBytes ?? Room(key, options.Timestamps is not null);
        if (room is < 256 or > 1 << 20)
            throw new ArgumentException($"{nameof(SignatureOptions.PlaceholderBytes)} must be from 256 to 1,048,576.", nameof(options));

        var file = PdfFile.Open(pdf, ReadingBudget.ForSigning());
        using var update = new IncrementalUpdate(
            file,
            2 * room + (options.Seal?.Image.Length ?? 0) + options.Attachments.Sum(a => a.Content.Length + 1_024) + 16_384
        );
        var signature = update.Reserve();
        SignatureField.Add(file, update, signature, options);

        var head = Head(options);
        var start = update.Set(
            signature,
            $"{head}/ByteRange [0 {new string(' ', PreparedFile.ByteRangeWidth)}] /Contents <{new string('0', 2 * room)}> >>"
        );
        var byteRange = start + head.Length + "/ByteRange [0 ".Length;
        var contents = byteRange + PreparedFile.ByteRangeWidth + "] /Contents ".Length;
        return new(update.Finish(), contents, room, byteRange);
    }

    private static string Head(SignatureOptions options)
    {
        var head = new StringBuilder("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached ");
        Append("M", ObjectWriter.Date(options.ClaimedTime));
        if (options.Name is not null)
            Append("Name", ObjectWriter.TextString(options.Name));
        if (options.Location is not null)
            Append("Location", ObjectWriter.TextString(options.Location));
        if (options.Reason is not null)
            Append("Reason", ObjectWriter.TextString(options.Reason));
        return head.ToString();

        void Append(string name, PdfString value) => head.Append(CultureInfo.InvariantCulture, $"/{name} {ObjectWriter.Text(value)} ");
    }

    /// <summary>Estimates the bytes of the CMS structure: certificates, signature, overhead, and a time-stamp token, which has certificates
    /// too.</summary>
    private static int Room(ISignatureKey key, bool timestamp)
    {
        var certificates = key.Chain.Sum(c => c.RawData.Length) + key.Certificate.RawData.Length;
        var signature = key.Certificate.PublicKey.EncodedKeyValue.RawData.Length + key.Certificate.IssuerName.RawData.Length;
        return (certificates + signature + 512 + (timestamp ? 12_288 : 0) + 255) / 256 * 256;
    }

    private static void CheckTime(ISignatureKey key, DateTimeOffset time)
    {
        if (time < key.Certificate.NotBefore || time > key.Certificate.NotAfter)
        {
            throw new ArgumentException(
                "The certificate is not valid at the claimed time: nobody could verify the signature.",
                nameof(time)
            );
        }
    }
}
