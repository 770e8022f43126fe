using Azure.Data.Tables;
using Microsoft.Playwright;

namespace TechTransfer.Portal.Tests;

/// <summary>Signing in as a sample user, and out again.</summary>
[Collection(OnTheVisitedSystem.Name)]
public sealed class SigningIn(Visited system)
{
    private const string Office = "缙云理工大学成果转化处甲（虚构）";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_signs_in_comes_back_to_the_page_and_signs_out(bool hasScripts)
    {
        await using var visitor = await system.VisitAsync(hasScripts: hasScripts);
        await visitor.Page.GotoAsync("/portal/statistics?by=month");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "登录" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = Office }).ClickAsync();

        Assert.EndsWith("/portal/statistics?by=month", visitor.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(visitor.Page.Locator("header")).ToContainTextAsync(Office);
        await Assertions.Expect(visitor.Page.Locator("header")).ToContainTextAsync("高校院所经办人");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("header")).Not.ToContainTextAsync(Office);
    }

    [Fact]
    public async Task With_the_OpenID_provider_a_user_signs_in_and_comes_back_to_the_page()
    {
        await using var visitor = await system.VisitAsync();
        await visitor.Page.GotoAsync("/portal/sign-in?to=/portal/notices");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "使用单位账号登录" }).ClickAsync();

        await visitor.Page.Locator("[name=login]").FillAsync("office-u1");
        await visitor.Page.Locator("[name=password]").FillAsync("any");
        await visitor.Page.Locator("[type=submit]").ClickAsync();
        // The provider asks whether the portal may know the user.
        await visitor.Page.Locator("[type=submit]").ClickAsync();

        await visitor.IsAtAsync("/portal/notices$");
        await Assertions.Expect(visitor.Page.Locator("header")).ToContainTextAsync(Office);
    }

    [Fact]
    public async Task An_answer_that_nobody_asked_for_signs_nobody_in()
    {
        await using var visitor = await system.VisitAsync();

        await visitor.Page.GotoAsync("/portal/sign-in/done?code=planted&state=planted");

        Assert.Equal("登录未完成，请重新登录", await visitor.Page.GetByRole(AriaRole.Alert).InnerTextAsync());
        await Assertions.Expect(visitor.Page.Locator("header")).ToContainTextAsync("登录");
    }

    [Fact]
    public async Task The_page_that_explains_each_role_has_no_barriers()
    {
        await using var visitor = await system.VisitAsync(360);

        await visitor.Page.GotoAsync("/portal/sign-in");

        Assert.Equal(8, await visitor.Page.Locator("fieldset").CountAsync());
        Assert.Empty(await visitor.BarriersAsync());
        Assert.False(await visitor.ScrollsSidewaysAsync());
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_cookie_holds_a_random_id_that_the_table_does_not_and_no_token_is_readable()
    {
        await using var visitor = await system.VisitAsync();
        await SignInAsync(visitor);

        var cookie = Assert.Single(await visitor.Page.Context.CookiesAsync());
        Assert.Equal("__Host-portal", cookie.Name);
        Assert.True(cookie is { HttpOnly: true, Secure: true, SameSite: SameSiteAttribute.Lax, Path: "/" });
        var secret = cookie.Value.Split('~')[1];
        Assert.Equal(43, secret.Length);
        var rows = new TableClient(system.Storage, "portalCopies").Query<TableEntity>().ToArray();
        Assert.NotEmpty(rows);
        var stored = string.Concat(rows.SelectMany(row => row).Select(field => $"{field.Key}={field.Value};"));
        Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_signing_out_the_old_cookie_is_worth_nothing()
    {
        await using var visitor = await system.VisitAsync();
        await SignInAsync(visitor);
        var cookie = Assert.Single(await visitor.Page.Context.CookiesAsync());
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "登录" })).ToBeVisibleAsync();

        using var http = new HttpClient(new HttpClientHandler { UseCookies = false });
        http.DefaultRequestHeaders.Add("Cookie", $"{cookie.Name}={cookie.Value}");
        Assert.DoesNotContain(Office, await http.GetStringAsync(new Uri(system.Portal, "/portal")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_sample_user_of_that_name_nobody_is_signed_in()
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = system.Portal };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/portal/sign-in")
        {
            Content = new FormUrlEncodedContent([new("user", "nobody"), new("to", "/portal")]),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await http.SendAsync(request);

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private static async Task SignInAsync(Visitor visitor)
    {
        await visitor.Page.GotoAsync("/portal/sign-in");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = Office }).ClickAsync();
        await visitor.IsAtAsync("/portal$");
    }
}
