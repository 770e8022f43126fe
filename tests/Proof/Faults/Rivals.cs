using System.Globalization;

namespace TechTransfer.Proof.Faults;

/// <summary>
/// Sends some commands twice at the same moment: with the same idempotency key, like an impatient client, or (when the command has
/// If-Match) with a different key, like two users who read the same version.
/// </summary>
public sealed class Rivals(HttpMessageHandler carrier, Random random) : DelegatingHandler(carrier)
{
    private const string Key = "Idempotency-Key";
    private const int OneIn = 12;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int choice;
        lock (random)
            choice = request.Headers.Contains(Key) ? random.Next(OneIn) : OneIn;
        var names = request.Headers.IfMatch.Count > 0;
        if (choice > 1 || (choice == 1 && !names))
            return await base.SendAsync(request, cancellationToken);

        if (request.Content is not null)
            await request.Content.LoadIntoBufferAsync(cancellationToken);
        using var rival = new HttpRequestMessage(request.Method, request.RequestUri);
        foreach (var (name, values) in request.Headers)
            rival.Headers.TryAddWithoutValidation(name, values);
        if (request.Content is not null)
        {
            rival.Content = new ByteArrayContent(await request.Content.ReadAsByteArrayAsync(cancellationToken));
            foreach (var (name, values) in request.Content.Headers)
                rival.Content.Headers.TryAddWithoutValidation(name, values);
        }
        if (choice == 1)
        {
            rival.Headers.Remove(Key);
            lock (random)
                rival.Headers.Add(Key, string.Create(CultureInfo.InvariantCulture, $"\"rival-{random.NextInt64():x}\""));
        }
        var second = base.SendAsync(rival, cancellationToken);
        var answer = await base.SendAsync(request, cancellationToken);
        (await second).Dispose();
        return answer;
    }
}
