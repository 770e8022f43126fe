using TechTransfer.Kernel;
using TechTransfer.Messages;
using TechTransfer.OwnershipGrants.Achievements;

namespace TechTransfer.OwnershipGrants.Tests.Conversions;

public class UnknownAchievementTests
{
    private static readonly Achievement InForce = Given.In(GrantStatus.InForce);

    [Fact]
    public async Task The_sellers_are_told_once_that_no_achievement_has_the_id_that_their_contract_names()
    {
        var app = await GrantsApp.NewAsync();
        var contract = Given.C03() with { AchievementId = "no-such-achievement" };

        await app.ReceiveAsync("k1", 9, contract);
        await app.ReceiveAsync("k1", 9, contract);
        await app.ReceiveAsync("k1", 10, contract);

        var told = Assert.Single(await NoticesAsync(app));
        Assert.Equal(("k1", "achievementUnknown", "/api/achievements"), (told.CaseId, told.Type, told.Link));
        Assert.Equal(contract.Sellers.Select(s => s.Uscc), told.Recipients);
        Assert.Contains("no-such-achievement", told.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisations_achievement_is_as_unknown_as_none()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(InForce);
        var strangers = Given.C03().Sellers[0] with { Uscc = Testing.SampleFiles.Uscc("E2") };

        await app.ReceiveAsync("k1", 9, Given.C03() with { AchievementId = id, Sellers = [strangers] });

        Assert.Equal(["achievementUnknown"], (await NoticesAsync(app)).Select(n => n.Type));
    }

    [Fact]
    public async Task An_own_achievement_is_linked_and_after_another_wrong_number_they_are_told_again()
    {
        var app = await GrantsApp.NewAsync();
        var id = await app.PutAsync(InForce);

        await app.ReceiveAsync("k1", 9, Given.C03() with { AchievementId = id });
        Assert.Equal(["conversionLinked"], (await NoticesAsync(app)).Select(n => n.Type));

        await app.ReceiveAsync("k1", 10, Given.C03() with { AchievementId = "wrong" });
        await app.ReceiveAsync("k1", 11, Given.C03() with { AchievementId = "wrong-again" });
        Assert.Equal(2, (await NoticesAsync(app)).Count(n => n.Type == "achievementUnknown"));
    }

    private static async Task<IReadOnlyList<NotificationMessage>> NoticesAsync(GrantsApp app) =>
        [
            .. (await app.SentAsync())
                .Where(e => e.Type == MessageNames.NotificationMessage)
                .Select(e => System.Text.Json.JsonSerializer.Deserialize<NotificationMessage>(e.Body!.Value, Json.Options)!),
        ];
}
