namespace TechTransfer.Certificates.Issuing;

internal static class CertificatesByNumber
{
    /// <summary>
    /// Finds an issued certificate by its number; null when there is none. Known and unknown numbers cause the same calls, so that the
    /// response time does not reveal whether a number exists.
    /// </summary>
    public static async Task<Loaded<Certificate>?> FindByNumberAsync(
        this AggregateStore<Certificate> certificates,
        NumberSeries numbers,
        CertificateSettings settings,
        string text,
        CancellationToken cancellation
    )
    {
        var number = CertificateNumber.Parse(text, settings.NumberPrefix) ?? new(settings.NumberPrefix, 2000, 0);
        var id = await numbers.OwnerOfAsync(CertificateNumber.SeriesOf(number.Year), number.Serial, cancellation);
        var certificate = await certificates.LoadAsync(id ?? "none", cancellation);
        return certificate.State?.Number == text ? certificate : null;
    }

    /// <summary>Finds an issued certificate by its number; null when there is none or the caller may not see it.</summary>
    public static async Task<Loaded<Certificate>?> FindVisibleAsync(
        this AggregateStore<Certificate> certificates,
        NumberSeries numbers,
        CertificateSettings settings,
        string number,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var certificate = await certificates.FindByNumberAsync(numbers, settings, number, cancellation);
        return certificate?.State?.Content.Describe().Access.Permits(caller) == true ? certificate : null;
    }
}
