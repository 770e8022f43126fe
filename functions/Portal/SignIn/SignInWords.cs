namespace TechTransfer.Portal.SignIn;

internal static class SignInWords
{
    public static readonly Text WithProvider = new("使用单位账号登录", "Sign in with your organisation's account");
    public static readonly Text Failed = new("登录未完成，请重新登录", "The sign-in was not completed. Please sign in again.");

    public static readonly Text Samples = new("选择示例用户", "Choose a sample user");

    public static readonly Text SamplesLead = new(
        "这是本地运行的系统，不需要密码。请选择一个角色，查看该角色能办理的事项；人员和单位均为虚构。",
        "This system runs on a developer's machine and asks for no password. Choose a role to see what it does; persons and organisations are made up."
    );

    public static Text WhatFor(Role role) =>
        role switch
        {
            Role.Office => new(
                "为高校院所申请技术合同认定登记，登记成果、赋权和收益分配，确认奖励。",
                "Files contracts for a university or institute; keeps achievements, grants and distributions; confirms rewards."
            ),
            Role.Company => new(
                "为企业申请技术合同认定登记，确认到账，申报奖励。",
                "Files contracts for a company, confirms receipts and claims rewards."
            ),
            Role.Registrar => new(
                "受理、审核和登记技术合同；受理人与登记人不能是同一人。",
                "Accepts, examines and registers contracts; who accepts one does not register it."
            ),
            Role.Approver => new("审批大额合同，更正全国登记编号。", "Approves large contracts and corrects national numbers."),
            Role.Finance => new("审核、核定、公示和拨付奖励。", "Checks, settles, publishes and pays rewards."),
            Role.Policy => new("测算和发布奖励政策。", "Evaluates and publishes reward policies."),
            Role.Auditor => new("查看全部事项，不作改动。", "Reads everything and changes nothing."),
            Role.Operator => new("备份和恢复系统，不能查看合同。", "Backs the system up and restores it; cannot read contracts."),
        };
}
