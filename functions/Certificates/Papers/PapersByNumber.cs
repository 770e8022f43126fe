using TechTransfer.Kernel;
using TechTransfer.Storage;

namespace TechTransfer.Certificates.Papers;

internal static class PapersByNumber
{
    /// <summary>The issued paper of a number; null when there is none. It takes the same calls either way, so that the time tells
    /// nobody.</summary>
    public static async Task<Loaded<Paper>?> FindByNumberAsync(
        this AggregateStore<Paper> papers,
        NumberSeries numbers,
        CertificateSettings settings,
        string text,
        CancellationToken cancellation
    )
    {
        var number = CertificateNumber.Parse(text, settings.NumberPrefix) ?? new(settings.NumberPrefix, 2000, 0);
        var id = await numbers.OwnerOfAsync(CertificateNumber.SeriesOf(number.Year), number.Serial, cancellation);
        var paper = await papers.LoadAsync(id ?? "none", cancellation);
        return paper.State?.Number == text ? paper : null;
    }

    /// <summary>The issued paper of a number, if the caller may see it; else null.</summary>
    public static async Task<Loaded<Paper>?> FindVisibleAsync(
        this AggregateStore<Paper> papers,
        NumberSeries numbers,
        CertificateSettings settings,
        string number,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var paper = await papers.FindByNumberAsync(numbers, settings, number, cancellation);
        return paper?.State?.Content.Describe().Access.Permits(caller) == true ? paper : null;
    }
}
