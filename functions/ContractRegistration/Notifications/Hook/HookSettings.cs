using Microsoft.Extensions.Configuration;

namespace TechTransfer.ContractRegistration.Notifications.Hook;

/// <summary>Settings of the webhook that notifications are delivered to, for example a gateway for e-mail or text messages.</summary>
/// <param name="Secret">Key for signing requests, at least 24 bytes.</param>
public sealed record HookSettings(Uri? Url, IReadOnlyList<byte> Secret)
{
    private const string SecretPrefix = "whsec_";
    private const int LeastSecret = 24;

    public static HookSettings None { get; } = new(null, []);

    public TimeSpan TimeOut { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pauses between attempts, together about a day; after the last one a final attempt is made.</summary>
    public IReadOnlyList<TimeSpan> Pauses { get; init; } =
    [.. ((int[])[1, 2, 5, 15, 60, 180, 360, 720]).Select(minutes => TimeSpan.FromMinutes(minutes))];

    public bool IsSet => Url is not null;

    /// <summary>
    /// Reads <c>NotificationHook__Url</c> (https; http only in Development) and <c>NotificationHook__Secret</c> (base64, with or without
    /// the prefix <c>whsec_</c>; in Azure a Key Vault reference).
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is missing or invalid.</exception>
    public static HookSettings From(IConfiguration configuration, bool isDevelopment)
    {
        var (url, secret) = (configuration["NotificationHook:Url"], configuration["NotificationHook:Secret"]);
        if (string.IsNullOrEmpty(url))
            return None;
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (isDevelopment && address.Scheme == Uri.UriSchemeHttp))
        )
        {
            throw new InvalidOperationException("The setting NotificationHook__Url must be an https address.");
        }
        if (address.UserInfo.Length > 0)
            throw new InvalidOperationException(
                "The setting NotificationHook__Url must not hold a password: the receiver knows us by the signature."
            );
        var text = (secret ?? "").StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret![SecretPrefix.Length..] : secret ?? "";
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length < LeastSecret)
        {
            throw new InvalidOperationException($"The setting NotificationHook__Secret must be at least {LeastSecret} bytes in base64.");
        }
        return new(address, bytes[..length]);
    }
}
