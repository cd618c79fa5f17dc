// The one thing of this page that is not the shop's: its chat. A real site writes the tag into its HTML; here the
// channel can be chosen by the address, so the tag is made.
const channel = new URLSearchParams(location.search).get('channel') ?? 'demo-web';

const tag = document.createElement('script');
tag.src = '/widget.js';
tag.dataset.channel = channel;
document.head.append(tag);

document.querySelector('[data-ask]').addEventListener('click', () => window.Frontdesk?.open());
document.querySelector('[data-origin]').textContent = location.origin;
document.querySelector('[data-channel-name]').textContent = channel;
document.querySelector('[data-chat]').href = `/chat?channel=${encodeURIComponent(channel)}`;
