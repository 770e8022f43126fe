using Microsoft.AspNetCore.Http;

namespace TechTransfer.ContractRegistration.Statistics;

internal sealed record StatisticsQuery(int Year, StatisticsBy By, int? AsOfMonth)
{
    public const string YearText = "year: 2000 to 2100; this year if not given";
    public const string ByText = "by: kind (if not given), field, sellerKind, buyerRegion or month";
    public const string AsOfText = "asOf: YYYY-MM, the figures frozen at the end of that month of the year";

    public static Outcome<StatisticsQuery> Of(HttpRequest request, DateOnly today)
    {
        var (asOf, year) = (request.AskedMonth("asOf"), request.AskedYear());
        if (asOf is { } month && year is { } given && given != month.Year)
            return WrongQuery.Of("asOf", $"统计截止月份不在{given}年度内，请核对", $"give a month of {given}");
        var by = request.AskedChoice<StatisticsBy>("by", NameOf) ?? StatisticsBy.Kind;
        return new StatisticsQuery(asOf?.Year ?? year ?? today.Year, by, asOf?.Month);
    }

    private static Text NameOf(StatisticsBy by) =>
        by switch
        {
            StatisticsBy.Kind => new("合同类别", "kind"),
            StatisticsBy.Field => new("技术领域", "technical field"),
            StatisticsBy.SellerKind => new("卖方单位性质", "kind of the seller"),
            StatisticsBy.BuyerRegion => new("买方所在地区", "region of the buyer"),
            StatisticsBy.Month => new("月份", "month"),
        };
}
