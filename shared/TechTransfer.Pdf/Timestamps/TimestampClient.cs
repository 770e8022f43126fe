using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace TechTransfer.Pdf.Timestamps;

/// <summary>Requests time-stamps over HTTP or HTTPS (RFC 3161, 3.4).</summary>
/// <param name="http">HTTP client; its own time-out should be longer than <see cref="Timeout"/>.</param>
/// <param name="address">URL of the time-stamping authority.</param>
public sealed class TimestampClient(HttpClient http, Uri address) : ITimestampClient
{
    private const int NonceBytes = 16;

    /// <summary>Time limit for one request; 10 seconds by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Largest accepted answer in bytes; 64 KiB by default.</summary>
    public int MaxBytes { get; init; } = 65_536;

    /// <inheritdoc/>
    public async Task<byte[]> StampAsync(ReadOnlyMemory<byte> sha256, CancellationToken cancellation = default)
    {
        var request = Rfc3161TimestampRequest.CreateFromHash(
            sha256,
            HashAlgorithmName.SHA256,
            nonce: RandomNumberGenerator.GetBytes(NonceBytes),
            requestSignerCertificates: true
        );
        var answer = await AskAsync(request.Encode(), cancellation);
        try
        {
            // Throws for another hash or nonce, a refusal by the authority, or a token that its own certificate does not verify.
            var token = request.ProcessResponse(answer, out var read);
            if (read != answer.Length)
                throw new TimestampException("The time-stamping authority's answer goes on after its end.");
            return token.AsSignedCms().Encode();
        }
        catch (CryptographicException e)
        {
            throw new TimestampException($"The time-stamping authority's answer cannot be used: {e.Message}", e);
        }
    }

    private async Task<byte[]> AskAsync(byte[] question, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Timeout);
        try
        {
            using var content = new ByteArrayContent(question)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/timestamp-query") },
            };
            using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!response.IsSuccessStatusCode)
                throw new TimestampException($"The time-stamping authority answered {(int)response.StatusCode}.");
            if (response.Content.Headers.ContentType?.MediaType is not "application/timestamp-reply")
                throw new TimestampException("The time-stamping authority answered something else than a time-stamp.");
            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            return await ReadAsync(body, limit.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TimestampException($"The time-stamping authority did not answer within {Timeout.TotalSeconds} seconds.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new TimestampException("The time-stamping authority cannot be reached.", e);
        }
    }

    private async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (length > MaxBytes)
            throw new TimestampException($"The time-stamping authority's answer is longer than {MaxBytes} bytes.");
        return buffer[..length];
    }
}
