// The chat as a page of its own, for a link in a mail or an app: /chat?channel=NAME
const tag = document.createElement('script');
tag.src = '/widget.js';
tag.dataset.channel = new URLSearchParams(location.search).get('channel') ?? 'demo-web';
tag.dataset.layout = 'page';
document.head.append(tag);
